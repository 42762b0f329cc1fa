/** Which packets belong to a conntrack entry: those that made it, and those that were found to be of it. */
import type { EntryId } from '../model/conntrack'
import type { PacketId, TraceEvent } from '../model/trace'

export function packetsOf(trace: readonly TraceEvent[], node: string, entry: EntryId): ReadonlySet<PacketId> {
  const packets = new Set<PacketId>()
  for (const event of trace) {
    if (event.kind === 'ct-new' && event.node === node && event.entry.id === entry) packets.add(event.pkt)
    if (event.kind === 'ct-lookup' && event.node === node && event.entry === entry) packets.add(event.pkt)
  }
  return packets
}
