/** The conntrack table of the router in focus, live, as a table or as the command prints it. */
import { useMemo } from 'react'
import { laterWith } from '../app/later'
import { useShell } from '../app/shell'
import { soon } from '../app/soon'
import { Tools } from '../app/Tools'
import { useScope } from '../store/store'
import { panels } from '../text/panels'
import { ConntrackTable } from './ConntrackTable'
import { FilterError } from './FilterError'
import { groupOf } from './groups'
import { linesOf } from './lines'
import { useTable } from './table'
import { TrafficNote } from './TrafficNote'
import { useEntries } from './useEntries'
import { useNarrow } from './useNarrow'
import { useTracker } from './useTracker'
import { widthsOf } from './widths'
import './conntrack.css'

const { conntrack: text } = panels
const ConntrackText = soon('ConntrackText')
const TableTools = laterWith(async () => (await import('./TableTools')).TableTools)

export function ConntrackPanel() {
  const { selection, select } = useScope()
  const scenario = useScope((scope) => scope.run.scenario)
  const shown = useShell((shell) => shell.tab === 'conntrack')
  const { as, narrow: filter, sort, group, closed, error } = useTable()

  const narrow = useNarrow()

  const { nodes, node } = useTracker()
  const { rows, now, marks } = useEntries(node)
  const widths = useMemo(() => widthsOf(rows), [rows])
  const lines = useMemo(
    () => linesOf(rows, { now, narrow: filter, sort, groupOf: groupOf(group, rows, scenario), closed }),
    [rows, now, filter, sort, group, closed, scenario],
  )
  if (node === undefined) return <p className="conntrack-none">{text.nobody}</p>

  const nameOf = (id: string) => scenario.nodes.find((it) => it.id === id)?.name ?? id
  const chosen = selection.entry !== undefined && (selection.node ?? node) === node ? selection.entry : undefined
  const tools = (
    <TableTools
      scenario={scenario}
      nodes={nodes.map((id) => ({ id, name: nameOf(id) }))}
      node={node}
      found={lines.found}
      count={rows.count}
    />
  )
  return (
    <div className="conntrack-panel">
      {narrow ? <div className="conntrack-tools">{tools}</div> : shown && <Tools>{tools}</Tools>}
      <TrafficNote node={node} />
      {error && as === 'table' && <FilterError {...error} />}
      {as === 'text' ? (
        <ConntrackText rows={rows} now={now} marks={marks} />
      ) : (
        <ConntrackTable
          rows={rows}
          now={now}
          marks={marks}
          lines={lines}
          widths={widths}
          scenario={scenario}
          selected={chosen}
          empty={rows.count > 0 ? text.noneFound(rows.count) : text.empty(nameOf(node))}
          onSelect={(entry) => select(entry === chosen ? {} : { node, entry })}
        />
      )}
    </div>
  )
}
