/** Level 1: a box with two addresses. What comes in, what goes out, and why in one line. */
import { diffOf } from '../../draw/diff'
import { waysOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import { words as stage } from '../stage/words'
import { Packet } from '../stage/Packet'
import { whoOf } from '../stage/who'
import { useScope } from '../store/store'
import type { Inside } from './inside'
import { Interface } from './Interfaces'
import { words } from './words'

export function Summary({ spec, node, packet, others, visit }: Inside) {
  const trace = useScope((scope) => scope.trace)
  const { came, goes } = useWays(packet?.id)
  const [left, right] = spec.interfaces
  // Both ways are drawn from left to right or both from right to left.
  const leftwards = came === right?.name || goes === left?.name
  const [first, second] = leftwards ? [goes, came] : [came, goes]
  return (
    <div className="summary" data-pair={spec.interfaces.length === 2 || undefined}>
      <ul className="summary-ends">
        {spec.interfaces.map((each) => (
          <Interface key={each.name} spec={each} pkt={packet?.id} />
        ))}
      </ul>
      <i className="summary-arrow" data-left={leftwards || undefined} data-off={!first || undefined} />
      {packet ? (
        <>
          <Packet key={packet.id} packet={packet} form="host" />
          <i className="summary-arrow" data-left={leftwards || undefined} data-off={!second || undefined} />
          <p className="summary-why">
            <b>
              {came ?? words.itself} → {goes ?? (packet.place.at === 'delivered' ? words.itself : '…')}
            </b>{' '}
            {whyOf({ packet, node, visit }, trace)}
          </p>
        </>
      ) : (
        <>
          <p className="summary-box">{spec.name}</p>
          <i className="summary-arrow" data-off />
          <p className="summary-why">{words.known(node?.conntrack.size ?? 0)}</p>
        </>
      )}
      {others.map((other) => (
        <Packet key={other.id} packet={other} form="pill" />
      ))}
    </div>
  )
}

const useWays = (pkt?: number): ReturnType<typeof waysOf> => {
  const trace = useScope((scope) => scope.trace)
  const n = useScope((scope) => scope.view.n)
  return pkt === undefined ? {} : waysOf(trace, n, pkt)
}

function whyOf(
  { packet, node, visit }: Required<Pick<Inside, 'packet' | 'node' | 'visit'>>,
  trace: readonly TraceEvent[],
): string {
  if (packet.place.at === 'dropped') return stage.drop[packet.place.reason]
  const diff = diffOf(packet)
  // Of several the last: the step is about that one.
  const [change] = [diff.src, diff.dst, diff.id].flatMap((each) => each ?? []).toSorted((a, b) => b.n - a.n)
  if (change) return stage.rewritten(whoOf(change, packet.id, trace, node))
  if (diff.inner) return stage.insideRewritten(whoOf(diff.inner, packet.id, trace, node))
  const skip = visit.findLast((e) => e.kind === 'station' && e.skip)
  if (skip?.kind === 'station' && skip.skip) return words.skip[skip.skip]
  return words.asItIs
}
