import type { Entry } from '../../model/conntrack'
import type { Micros } from '../../model/time'
import { timeLeft } from '../../explain/duration'
import { panels } from '../text/panels'

/** A ring that empties while the entry's timer runs, and the same in words. */
export function TimeLeft({ entry, now }: { entry: Entry; now: Micros }) {
  if (entry.expires === null) return <span className="conntrack-idle">{panels.conntrack.unconfirmed}</span>
  const left = Math.max(0, entry.expires - now)
  const share = entry.timeout > 0 ? Math.min(1, left / entry.timeout) : 0
  return (
    <>
      <span
        className="conntrack-ring"
        aria-hidden="true"
        style={{ background: `conic-gradient(var(--route) ${Math.round(share * 100)}%, var(--line) 0)` }}
      />
      {timeLeft(left)}
    </>
  )
}
