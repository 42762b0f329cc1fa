/** The conntrack table of the router in focus, live, as a table or as the command prints it. */
import { useState } from 'react'
import { useShell } from '../app/shell'
import { Tools } from '../app/Tools'
import { Segmented } from '../segmented/Segmented'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { ConntrackTable } from './ConntrackTable'
import { ConntrackText } from './ConntrackText'
import { rowsOf, trackerInFocus, trackers } from './rows'
import './conntrack.css'

const { conntrack: text } = panels
const VIEWS = [
  { id: 'table', name: text.table },
  { id: 'text', name: text.text },
] as const

export function ConntrackPanel() {
  const { view, before, trace, selection, select } = useScope()
  const scenario = useScope((scope) => scope.run.scenario)
  const shown = useShell((shell) => shell.tab === 'conntrack')
  const [as, setAs] = useState<'table' | 'text'>('table')
  /** The node a person chose; while nobody did, the table follows the packet. */
  const [pinned, setPinned] = useState<string | null>(null)

  const nodes = trackers(scenario, view)
  const node = pinned && nodes.includes(pinned) ? pinned : trackerInFocus(nodes, view, trace)
  if (node === undefined) return <p className="conntrack-none">{text.nobody}</p>

  const chosen = selection.entry !== undefined && (selection.node ?? node) === node ? selection.entry : undefined
  const rows = rowsOf({ view, before, event: trace[view.n - 1] }, node, chosen)
  const name = scenario.nodes.find(({ id }) => id === node)?.name ?? node
  return (
    <>
      {shown && (
        <Tools>
          {nodes.length > 1 && (
            <Segmented
              label={text.node}
              options={nodes.map((id) => ({ id, name: scenario.nodes.find((n) => n.id === id)?.name ?? id }))}
              chosen={node}
              onChoose={setPinned}
            />
          )}
          <Segmented label={text.view} options={VIEWS} chosen={as} onChoose={(id) => setAs(id)} />
        </Tools>
      )}
      {as === 'text' ? (
        <ConntrackText rows={rows} now={view.t} />
      ) : (
        <div className="conntrack">
          <ConntrackTable
            rows={rows}
            now={view.t}
            scenario={scenario}
            onSelect={(entry) => select(entry === chosen ? {} : { node, entry })}
          />
          {rows.length === 0 && <p className="conntrack-none">{text.empty(name)}</p>}
        </div>
      )}
    </>
  )
}
