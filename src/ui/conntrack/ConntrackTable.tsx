/** The entries of one node as a table. Of 65,536 rows only those in sight are on the page. */
import { useEffect, useState, type CSSProperties } from 'react'
import type { EntryId } from '../../model/conntrack'
import { entryAt } from '../../model/rows'
import type { Scenario } from '../../model/scenario'
import { panels } from '../text/panels'
import { tracks } from './columns'
import { EntryRow } from './EntryRow'
import { GroupRow } from './GroupRow'
import { HeaderRow } from './HeaderRow'
import { lineOf, type Lines } from './lines'
import { useTable } from './table'
import type { Entries } from './useEntries'
import { useRowKeys } from './useRowKeys'
import { useWindow } from './useWindow'
import { tupleWidth, type Widths } from './widths'

interface Props extends Entries {
  lines: Lines
  widths: Widths
  scenario: Scenario
  selected: EntryId | undefined
  /** Said where there is no row. */
  empty: string
  onSelect(entry: EntryId): void
}

export function ConntrackTable({ rows, now, marks, lines, widths, scenario, selected, empty, onSelect }: Props) {
  const columns = useTable((table) => table.columns)
  const { at, groups } = lines
  const window = useWindow(at.length)
  const { reveal, isHeld, scroller, list } = window
  /** The line that Tab comes to. */
  const [active, setActive] = useState(0)
  const [held, setHeld] = useState(false)
  const onKeyDown = useRowKeys(window, at.length, active, setActive)

  const inUse = lineOf(lines, rows, marks.inUse)
  const chosen = lineOf(lines, rows, selected)
  useEffect(() => {
    if (inUse >= 0 && !isHeld()) reveal(inUse)
  }, [inUse, reveal, isHeld])
  useEffect(() => {
    if (chosen >= 0 && !isHeld()) reveal(chosen)
  }, [chosen, reveal, isHeld])

  const shown = Array.from({ length: Math.max(0, window.end - window.first) }, (_, i) => window.first + i)
  const stop = Math.min(held || shown.includes(active) ? active : window.first, at.length - 1)
  // The line that has the focus stays on the page wherever one scrolls.
  if (stop >= 0 && !shown.includes(stop)) shown.push(stop)

  const sizes = { ...tracks(columns, tupleWidth(widths)), '--conntrack-lines': at.length }
  return (
    <div className="conntrack" ref={scroller}>
      <div
        className="conntrack-table"
        role="table"
        aria-label={panels.conntrack.title}
        aria-rowcount={at.length + 1}
        style={sizes as CSSProperties}
      >
        <HeaderRow columns={columns} />
        <div className="conntrack-list" role="rowgroup" ref={list}>
          {shown.map((line) => {
            const common = {
              line,
              button: {
                tabIndex: line === stop ? 0 : -1,
                onKeyDown,
                onFocus: () => {
                  setActive(line)
                  setHeld(true)
                },
                onBlur: () => setHeld(false),
              },
            }
            if (at[line] < 0)
              return <GroupRow key={line} group={groups[-1 - at[line]]} scenario={scenario} {...common} />
            const entry = entryAt(rows, at[line])
            return (
              <EntryRow
                key={line}
                {...common}
                entry={entry}
                now={now}
                columns={columns}
                widths={widths}
                scenario={scenario}
                inUse={entry.id === marks.inUse}
                selected={entry.id === selected}
                fresh={entry.id === marks.fresh}
                gone={entry.id === marks.gone?.id ? marks.gone.why : undefined}
                onSelect={onSelect}
              />
            )
          })}
        </div>
      </div>
      {at.length === 0 && <p className="conntrack-none">{empty}</p>}
    </div>
  )
}
