/**
 * The Internet checksum: in full (RFC 1071) and incrementally (RFC 1624, equation 3).
 *
 * A checksum is the complement of the one's-complement sum of 16-bit words. A NAT that changes one
 * word m to m' need not read the rest: HC' = ~(~HC + ~m + m').
 */
import { u16 } from './bytes'

/**
 * Adds the 16-bit words of `b[from, to)` to `start`, an odd last byte padded with a zero. The result
 * is not folded: the words of a packet of 64 KiB and its pseudo-header together stay under 2³².
 */
export function sum(b: Uint8Array, from: number, to: number, start = 0): number {
  let high = 0
  let low = 0
  let i = from
  // The bound stands by itself: then V8 knows how far `i` can come, and `i + 3` needs no check for overflow.
  const last = to - 3
  for (; i < last; i += 4) {
    high += b[i] + b[i + 2]
    low += b[i + 1] + b[i + 3]
  }
  for (; i + 1 < to; i += 2) {
    high += b[i]
    low += b[i + 1]
  }
  if (i < to) high += b[i]
  return start + high * 256 + low
}

/** Carries folded back in until 16 bits are left; `total` is less than 2³². */
export function fold(total: number): number {
  const once = (total & 0xffff) + (total >>> 16)
  return (once & 0xffff) + (once >>> 16)
}

/** The checksum of `b[from, to)`; over data that holds a right checksum it is 0. */
export const checksum = (b: Uint8Array, from = 0, to = b.length, start = 0): number =>
  ~fold(sum(b, from, to, start)) & 0xffff

/** Sum of the pseudo-header of TCP and UDP (RFC 9293 §3.1, RFC 768): addresses, protocol, length in bytes. */
export const pseudoHeader = (src: number, dst: number, proto: number, length: number): number =>
  (src >>> 16) + (src & 0xffff) + (dst >>> 16) + (dst & 0xffff) + proto + length

/** RFC 1624 equation 3 for one 16-bit field. */
export const update16 = (check: number, was: number, now: number): number =>
  ~fold((~check & 0xffff) + (~was & 0xffff) + (now & 0xffff)) & 0xffff

/** The same for a 32-bit field, such as an address: two words at once. */
export const update32 = (check: number, was: number, now: number): number =>
  ~fold((~check & 0xffff) + (~was & 0xffff) + (~(was >>> 16) & 0xffff) + (now & 0xffff) + (now >>> 16)) & 0xffff

/**
 * The same for a run of bytes of one length; `at` is its offset from the start of what the checksum
 * covers: on an odd offset the bytes are the low halves of their words. Throws RangeError when the lengths differ
 * (a moved tail changes the pseudo-header and, by an odd distance, every word: sum it in full).
 */
export function updateRun(check: number, at: number, was: Uint8Array, now: Uint8Array): number {
  if (was.length !== now.length) throw new RangeError(`${was.length} bytes became ${now.length}`)
  let total = ~check & 0xffff
  for (let i = 0; i < was.length; i++) {
    const shift = (at + i) & 1 ? 0 : 8
    total += (~(was[i] << shift) & 0xffff) + (now[i] << shift)
  }
  return ~fold(total) & 0xffff
}

/**
 * UDP's two special values (RFC 768): 0 says "no checksum" and must stay 0 through a NAT; a checksum
 * that comes out as 0 is sent as 0xffff, which is the same number in one's complement.
 */
export const udpUpdate = (check: number, update: (check: number) => number): number =>
  check === 0 ? 0 : udpSend(update(check))

/** What is written for a computed UDP checksum. */
export const udpSend = (computed: number): number => computed || 0xffff

/** Changes the 16-bit field at `at` and the checksum at `checkAt` with it. */
export function rewrite16(b: Uint8Array, at: number, now: number, checkAt: number): void {
  const check = update16(u16(b, checkAt), u16(b, at), now)
  b[at] = now >>> 8
  b[at + 1] = now
  b[checkAt] = check >>> 8
  b[checkAt + 1] = check
}
