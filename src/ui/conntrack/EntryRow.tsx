/** One entry. The button in its first cell is as large as the row, for a pointer. */
import type { CSSProperties } from 'react'
import type { Entry, EntryId } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import type { Micros } from '../../model/time'
import { protocolName } from '../../explain/conntrack-list'
import { timeLeft } from '../../explain/duration'
import { panels } from '../text/panels'
import type { ColumnId } from './columns'
import { flagsOf, translatedEnds, type Marks } from './entries'
import { TimeLeft } from './TimeLeft'
import type { RowButton } from './useRowKeys'
import { TupleCell } from './TupleCell'
import type { Widths } from './widths'

const { conntrack: text } = panels

interface Props {
  entry: Entry
  now: Micros
  columns: readonly ColumnId[]
  widths: Widths
  scenario: Scenario
  line: number
  /** How the keyboard comes to its button. */
  button: RowButton
  inUse: boolean
  selected: boolean
  fresh: boolean
  gone: NonNullable<Marks['gone']>['why'] | undefined
  onSelect(entry: EntryId): void
}

export function EntryRow(props: Props) {
  const { entry, columns, line, button, inUse, selected, fresh, gone, onSelect } = props
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      data-line={line}
      className="conntrack-row conntrack-line"
      style={{ '--conntrack-at': line } as CSSProperties}
      aria-current={inUse || undefined}
      data-selected={selected || undefined}
      data-fresh={fresh || undefined}
      data-gone={gone ? true : undefined}
    >
      {columns.map((id, at) => (
        <div key={id} role="cell" data-column={id}>
          {at === 0 ? (
            <button
              type="button"
              className="conntrack-pick"
              aria-pressed={selected}
              {...button}
              onClick={() => onSelect(entry.id)}
            >
              <Cell {...props} id={id} />
            </button>
          ) : (
            <Cell {...props} id={id} />
          )}
        </div>
      ))}
    </div>
  )
}

function Cell({ id, entry, now, widths, scenario, gone }: Props & { id: ColumnId }) {
  switch (id) {
    case 'proto':
      return protocolName(entry.original.proto)
    case 'state':
      return entry.tcp ?? text.noState
    case 'left':
      return gone ? <span className="conntrack-gone">{text.goneHow[gone]}</span> : <TimeLeft entry={entry} now={now} />
    case 'original':
      return <TupleCell tuple={entry.original} from={widths.src} to={widths.dst} scenario={scenario} />
    case 'reply': {
      const ends = translatedEnds(entry)
      return <TupleCell tuple={entry.reply} from={widths.rsrc} to={widths.rdst} scenario={scenario} translated={ends} />
    }
    case 'flags':
      return flagsOf(entry).map((flag) => (
        <span key={flag} className="tag" data-flag={flag}>
          {flag}
        </span>
      ))
    case 'mark':
      return entry.mark === 0 ? text.noMark : `0x${entry.mark.toString(16)}`
    case 'id':
      return entry.id
    case 'age':
      return timeLeft(now - entry.born)
  }
}
