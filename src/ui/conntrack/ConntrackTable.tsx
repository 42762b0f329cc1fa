/** The entries of one node as a table; choosing a row selects its entry everywhere. */
import type { EntryId } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import type { Micros } from '../../model/time'
import { protocolName } from '../../explain/conntrack-list'
import { panels } from '../text/panels'
import { flagsOf, translatedEnds, type Row } from './rows'
import { TimeLeft } from './TimeLeft'
import { TupleCell } from './TupleCell'

const { conntrack: text } = panels
/** More rows than anyone reads; a larger table needs a window over it. */
const MOST = 400

interface Props {
  rows: readonly Row[]
  now: Micros
  scenario: Scenario
  onSelect(entry: EntryId): void
}

export function ConntrackTable({ rows, now, scenario, onSelect }: Props) {
  return (
    <table className="conntrack-table" aria-label={text.title}>
      <thead>
        <tr>
          {text.columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST).map((row) => (
          <EntryRow key={row.entry.id} row={row} now={now} scenario={scenario} onSelect={onSelect} />
        ))}
      </tbody>
      {rows.length > MOST && (
        <tfoot>
          <tr>
            <td colSpan={text.columns.length}>{text.more(rows.length - MOST)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function EntryRow({ row, now, scenario, onSelect }: Omit<Props, 'rows'> & { row: Row }) {
  const { entry, inUse, selected, fresh, gone } = row
  return (
    // The button in the first cell does the same for the keyboard; the row is a larger target for a pointer.
    <tr
      className="conntrack-row"
      aria-current={inUse || undefined}
      data-selected={selected || undefined}
      data-fresh={fresh || undefined}
      data-gone={gone ? true : undefined}
      onClick={() => onSelect(entry.id)}
    >
      <td>
        <button
          type="button"
          className="conntrack-pick"
          aria-pressed={selected}
          onClick={(event) => {
            event.stopPropagation()
            onSelect(entry.id)
          }}
        >
          {protocolName(entry.original.proto)}
        </button>
      </td>
      <td>{entry.tcp ?? text.noState}</td>
      <td>
        {gone ? <span className="conntrack-gone">{text.goneHow[gone]}</span> : <TimeLeft entry={entry} now={now} />}
      </td>
      <td>
        <TupleCell tuple={entry.original} scenario={scenario} />
      </td>
      <td>
        <TupleCell tuple={entry.reply} scenario={scenario} translated={translatedEnds(entry)} />
      </td>
      <td>
        <span className="conntrack-flags">
          {flagsOf(entry).map((flag) => (
            <span key={flag} className="tag" data-nat={flag.endsWith('NAT') || undefined}>
              {flag}
            </span>
          ))}
        </span>
      </td>
    </tr>
  )
}
