/** The table's own tools, beside the tabs. They and the filter's parser come after the first paint. */
import type { Scenario } from '../../model/scenario'
import { Segmented } from '../segmented/Segmented'
import { panels } from '../text/panels'
import { tableTools } from '../text/tabletools'
import { FilterBox } from './FilterBox'
import { useTable } from './table'
import { useSmall } from './useNarrow'
import { ViewMenu } from './ViewMenu'
import './tools.css'

const { conntrack: text } = panels
const VIEWS = [
  { id: 'table', name: text.table },
  { id: 'text', name: text.text },
] as const

interface Props {
  scenario: Scenario
  nodes: { id: string; name: string }[]
  node: string
  /** Rows that the filter lets through, and all of them. */
  found: number
  count: number
}

export function TableTools({ scenario, nodes, node, found, count }: Props) {
  const { as, filter, set } = useTable()
  // A list takes the room of one name: the tabs beside it want the rest.
  const listed = useSmall() || nodes.length > 2
  return (
    <>
      {as === 'table' && (
        <>
          {filter !== '' && (
            <span className="tabletools-found" role="status">
              {tableTools.found(found, count)}
            </span>
          )}
          <FilterBox scenario={scenario} />
          <ViewMenu />
        </>
      )}
      {nodes.length > 1 && listed && (
        <select
          className="btn tabletools-button"
          aria-label={text.node}
          value={node}
          onChange={(event) => set({ pinned: event.target.value })}
        >
          {nodes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
      {nodes.length > 1 && !listed && (
        <Segmented label={text.node} options={nodes} chosen={node} onChoose={(pinned) => set({ pinned })} />
      )}
      <Segmented label={text.view} options={VIEWS} chosen={as} onChoose={(id) => set({ as: id })} />
    </>
  )
}
