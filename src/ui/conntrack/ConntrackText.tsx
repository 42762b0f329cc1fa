/** What `conntrack -L` prints on this node at this moment. */
import { conntrackRow, conntrackSummary } from '../../explain/conntrack-list'
import type { Micros } from '../../model/time'
import { panels } from '../text/panels'
import type { Row } from './rows'

export function ConntrackText({ rows, now }: { rows: readonly Row[]; now: Micros }) {
  const listed = rows.filter(({ entry, gone }) => entry.confirmed && !gone)
  return (
    <div className="conntrack-text" tabIndex={0} role="group" aria-label={panels.conntrack.text}>
      <pre className="mono">
        <span className="conntrack-prompt"># conntrack -L{'\n'}</span>
        {listed.map(({ entry, inUse }) => (
          <span key={entry.id} className="conntrack-line" aria-current={inUse || undefined}>
            {conntrackRow(entry, now)}
            {'\n'}
          </span>
        ))}
        <span className="conntrack-prompt">{conntrackSummary(listed.length)}</span>
      </pre>
    </div>
  )
}
