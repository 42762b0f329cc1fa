/**
 * UDP (RFC 768).
 *
 *     0      7 8     15 16    23 24    31
 *  0 |   Source Port   |  Destination Port |
 *  4 |     Length      |     Checksum      |
 *
 * Accessors take the offset of the UDP header.
 */
import { setU16, u16 } from './bytes'
import { checksum, pseudoHeader, udpSend } from './checksum'
import { PROTO } from './protocol'

export const OFFSET = { SPORT: 0, DPORT: 2, LENGTH: 4, CHECKSUM: 6 } as const
export const HEADER = 8

export const sport = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.SPORT)
export const dport = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.DPORT)
/** Header and payload, in bytes, as the header claims. */
export const length = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.LENGTH)
/** 0 means that the sender computed none. */
export const check = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.CHECKSUM)

/** The checksum is absent, or right over pseudo-header and datagram; `end` is where the datagram ends. */
export const checksumOk = (b: Uint8Array, at: number, end: number, src: number, dst: number): boolean =>
  check(b, at) === 0 || checksum(b, at, end, pseudoHeader(src, dst, PROTO.UDP, end - at)) === 0

/** What a UDP header means. */
export interface Udp {
  sport: number
  dport: number
  /** Send without a checksum. */
  noChecksum?: boolean
}

/** A datagram with its checksum, to go between these addresses. */
export function makeUdp(h: Udp, payload: Uint8Array, src: number, dst: number): Uint8Array {
  const b = new Uint8Array(HEADER + payload.length)
  setU16(b, OFFSET.SPORT, h.sport)
  setU16(b, OFFSET.DPORT, h.dport)
  setU16(b, OFFSET.LENGTH, b.length)
  b.set(payload, HEADER)
  if (!h.noChecksum)
    setU16(b, OFFSET.CHECKSUM, udpSend(checksum(b, 0, b.length, pseudoHeader(src, dst, PROTO.UDP, b.length))))
  return b
}

/** Reads the datagram from `at` to `end`; at least 8 bytes must be there. */
export const readUdp = (b: Uint8Array, at: number, end: number): Udp & { payload: Uint8Array } => ({
  sport: sport(b, at),
  dport: dport(b, at),
  noChecksum: check(b, at) === 0,
  payload: b.subarray(at + HEADER, end),
})
