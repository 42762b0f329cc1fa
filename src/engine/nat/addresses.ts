/** Which address of a range a connection gets (`find_best_ips_proto`). */
import { DST, type Key, SRC } from '../conntrack/tuple'
import type { NatRange } from './range'

/** The last steps of lookup3. (B. Jenkins, 2006, public domain; the kernel's `__jhash_final`.) */
export function finish(a: number, b: number, c: number): number {
  c = ((c ^ b) - rotate(b, 14)) | 0
  a = ((a ^ c) - rotate(c, 11)) | 0
  b = ((b ^ a) - rotate(a, 25)) | 0
  c = ((c ^ b) - rotate(b, 16)) | 0
  a = ((a ^ c) - rotate(c, 4)) | 0
  b = ((b ^ a) - rotate(a, 14)) | 0
  c = ((c ^ b) - rotate(b, 24)) | 0
  return c >>> 0
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

/**
 * Bob Jenkins's lookup3 over the four words that hold an IPv4 or IPv6 address, the first one `word`, the
 * others 0. (B. Jenkins, "lookup3.c", 2006, public domain; the kernel's `jhash2`.)
 */
export function hashAddress(word: number, seed: number): number {
  let a = (0xdeadbeef + (4 << 2) + seed) | 0
  let b = a
  let c = a
  a = (a + word) | 0
  // mix(a, b, c)
  a = ((a - c) | 0) ^ rotate(c, 4)
  c = (c + b) | 0
  b = ((b - a) | 0) ^ rotate(a, 6)
  a = (a + c) | 0
  c = ((c - b) | 0) ^ rotate(b, 8)
  b = (b + a) | 0
  a = ((a - c) | 0) ^ rotate(c, 16)
  c = (c + b) | 0
  b = ((b - a) | 0) ^ rotate(a, 19)
  a = (a + c) | 0
  c = ((c - b) | 0) ^ rotate(b, 4)
  b = (b + a) | 0
  return finish(a, b, c)
}

/** The kernel hashes addresses as they lie in memory, on a little-endian machine. */
export const inMemory = (a: number): number =>
  ((a >>> 24) | ((a >>> 8) & 0xff00) | ((a << 8) & 0xff0000) | (a << 24)) >>> 0

/**
 * The address depends on source and destination alone, so that a client meets a server always from the same one;
 * with `--persistent` on the source alone. Clients of different zones need not share one.
 */
export function chooseAddress(key: Key, range: NatRange, manip: 'src' | 'dst', zone = 0): number {
  if (!range.addresses) return key[manip === 'src' ? SRC : DST] >>> 0
  const { from, to } = range.addresses
  if (from === to) return from
  const hash = hashAddress(inMemory(key[SRC]), range.persistent ? 0 : inMemory(key[DST]) ^ zone)
  return from + Math.floor((hash * (to - from + 1)) / 2 ** 32)
}
