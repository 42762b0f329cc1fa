/** An address wears its realm's colour and, since colour says nothing to many, its realm's sign. */
import { toneOf, SIGN_OF } from '../../draw/realm'
import type { End } from '../../draw/facts'
import { useScope } from '../store/store'

export function Address({ end, bare }: { end: End; bare?: boolean }) {
  const scenario = useScope((scope) => scope.run.scenario)
  const tone = toneOf(scenario, end.address)
  return (
    <span className="addr mono" data-tone={tone}>
      {!bare && (
        <i className="addr-sign" aria-hidden="true">
          {SIGN_OF[tone]}
        </i>
      )}
      {end.address}
      {end.port !== undefined && <span className="addr-port">:{end.port}</span>}
    </span>
  )
}
