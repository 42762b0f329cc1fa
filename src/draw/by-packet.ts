/**
 * Which events of a trace are about which packet. Made once per trace, in one pass, so that what asks after one packet at
 * every step does not walk back through the others: a packet that ended early lies far behind in a long run.
 */
import type { PacketId, TraceEvent } from '../model/trace'

type Index = ReadonlyMap<PacketId, number[]>

const made = new WeakMap<readonly TraceEvent[], Index>()

function indexOf(trace: readonly TraceEvent[]): Index {
  const known = made.get(trace)
  if (known) return known
  const index = new Map<PacketId, number[]>()
  trace.forEach((event, n) => {
    if (!('pkt' in event) || event.pkt === undefined) return
    const own = index.get(event.pkt)
    if (own) own.push(n)
    else index.set(event.pkt, [n])
  })
  made.set(trace, index)
  return index
}

/** The packet's events among the first `n`, the last one first. */
export function* eventsBack(trace: readonly TraceEvent[], n: number, pkt: PacketId): Generator<TraceEvent> {
  const own = indexOf(trace).get(pkt) ?? []
  for (let i = own.findLastIndex((at) => at < n); i >= 0; i--) yield trace[own[i]]
}
