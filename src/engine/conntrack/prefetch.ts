/**
 * What the lookups of a burst of packets will want is brought into the processor's cache for all of them at once. A single packet
 * waits for memory twice, for its slot in the index and then for its entry; those of a burst wait together. Changes nothing.
 */
import { i32 } from '../../packet/bytes'
import { hashTuple } from '../../model/tuple-hash'
import type { EntryTable } from './table'

/** Packets that are worth being fetched for at once: more would drive each other's lines out of the nearest cache. */
export const BURST = 32

/** Entries. A smaller table stays in the cache by itself. */
const LARGE = 8192

const hashes = new Int32Array(BURST)
/** What was read goes here: V8 leaves out a read that nobody asks for. */
const seen = new Int32Array(1)

/** `packets`: whole IPv4 packets, looked at where the ports of one without options stand; at most `BURST` count. */
export function prefetch({ index, count }: EntryTable, packets: readonly Uint8Array[]): void {
  if (count < LARGE) return
  const many = Math.min(packets.length, BURST)
  for (let i = 0; i < many; i++) {
    const b = packets[i]
    hashes[i] = hashTuple(i32(b, 12), i32(b, 16), i32(b, 20), b[9], 0)
  }
  seen[0] = index.touch(hashes, many)
}
