/** What belongs to a conntrack entry: the packets that made it or were found to be of it, and the rules that gave it its mapping. */
import type { EntryId } from '../model/conntrack'
import type { EventOf, PacketId, RuleRef, TraceEvent } from '../model/trace'

export function packetsOf(trace: readonly TraceEvent[], node: string, entry: EntryId): ReadonlySet<PacketId> {
  const packets = new Set<PacketId>()
  for (const event of trace) {
    if (event.kind === 'ct-new' && event.node === node && event.entry.id === entry) packets.add(event.pkt)
    if (event.kind === 'ct-lookup' && event.node === node && event.entry === entry) packets.add(event.pkt)
  }
  return packets
}

/** The bindings that a rule gave it, in the order in which they were asked for: none where nothing was translated. */
export function bindsOf(trace: readonly TraceEvent[], node: string, entry: EntryId): Bind[] {
  return trace.filter(
    (e): e is Bind => e.kind === 'nat-bind' && e.node === node && e.entry === entry && e.rule !== undefined,
  )
}

type Bind = EventOf<'nat-bind'> & { rule: RuleRef }
