/** When more packets are at one place than can be read there, the rest are small and on their wires. */
import type { Guest } from './guests'

/** Readable pills at one node or wire, beside the open packet. */
const READABLE = 3

/** Those too many: of each place the older ones. The open one never is. */
export function crowdOf(guests: readonly Guest[]): Guest[] {
  const left = new Map<string, number>()
  return guests
    .toReversed()
    .filter((guest) => {
      if (guest.open) return false
      const before = left.get(guest.rest.berth) ?? 0
      left.set(guest.rest.berth, before + 1)
      return before >= READABLE
    })
    .toReversed()
}
