/** A sign beside the road: the nat table's rules are not asked, because an entry knows already. */
import type { TraceEvent } from '../../model/trace'
import { words } from './words'

export function PassedBy({ visit }: { visit: readonly TraceEvent[] }) {
  const at = visit.findLast((e) => e.kind === 'station' || e.kind === 'hook' || e.kind === 'route')
  if (at?.kind !== 'station' || at.station !== 'nat' || at.skip !== 'bound') return null
  const lookup = visit.findLast((e) => e.kind === 'ct-lookup')
  if (lookup?.kind !== 'ct-lookup' || lookup.entry === null) return null
  return (
    <p className="passed-by">
      <i aria-hidden="true">⤼</i> <b>nat</b> {words.passedBy(lookup.entry)}
    </p>
  )
}
