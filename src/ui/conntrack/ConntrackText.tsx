/** What `conntrack -L` prints on this node at this moment: the lines of it that are in sight. */
import type { CSSProperties } from 'react'
import { conntrackRow, conntrackSummary } from '../../explain/conntrack-list'
import { entryAt, ROW, type Rows } from '../../model/rows'
import { panels } from '../text/panels'
import type { Entries } from './useEntries'
import { useWindow } from './useWindow'

export function ConntrackText({ rows, now, marks }: Entries) {
  const listed = listedIn(rows, marks.gone?.id)
  const { scroller, list, first, end } = useWindow(listed.length)
  return (
    <div className="conntrack-text" tabIndex={0} role="group" aria-label={panels.conntrack.text} ref={scroller}>
      <pre className="mono">
        <span className="conntrack-prompt"># conntrack -L</span>
        <div className="conntrack-list" ref={list} style={{ '--conntrack-lines': listed.length } as CSSProperties}>
          {listed.slice(first, end).map((i, at) => (
            <span
              key={first + at}
              className="conntrack-said"
              style={{ '--conntrack-at': first + at } as CSSProperties}
              aria-current={rows.id[i] === marks.inUse || undefined}
            >
              {conntrackRow(entryAt(rows, i), now)}
              {'\n'}
            </span>
          ))}
        </div>
        <span className="conntrack-prompt">{conntrackSummary(listed.length)}</span>
      </pre>
    </div>
  )
}

/** An entry that is not confirmed is not in the kernel's table. */
function listedIn(rows: Rows, gone: number | undefined): number[] {
  const listed: number[] = []
  for (let i = 0; i < rows.count; i++) if (rows.flags[i] & ROW.CONFIRMED && rows.id[i] !== gone) listed.push(i)
  return listed
}
