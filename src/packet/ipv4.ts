/**
 * IPv4 (RFC 791 §3.1).
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  0 |Version|  IHL  |Type of Service|          Total Length         |
 *  4 |         Identification        |Flags|      Fragment Offset    |
 *  8 |  Time to Live |    Protocol   |         Header Checksum       |
 * 12 |                       Source Address                          |
 * 16 |                    Destination Address                        |
 * 20 |                    Options                    |    Padding    |
 *
 * Accessors take the offset of the header (0 unless it stands inside an ICMP error).
 */
import { setU16, setU32, u16, u32 } from './bytes'
import { checksum, fold, sum, update16 } from './checksum'

export const OFFSET = {
  TOS: 1,
  LENGTH: 2,
  ID: 4,
  FRAGMENT: 6,
  TTL: 8,
  PROTO: 9,
  CHECKSUM: 10,
  SRC: 12,
  DST: 16,
  OPTIONS: 20,
} as const
export const MIN_HEADER = 20
/** Don't Fragment and More Fragments, in the word at 6. */
export const DF = 0x4000
export const MF = 0x2000
const FRAGMENT_OFFSET = 0x1fff

export const version = (b: Uint8Array, at = 0): number => b[at] >>> 4
/** In bytes: 20 to 60. */
export const headerLength = (b: Uint8Array, at = 0): number => (b[at] & 15) * 4
export const tos = (b: Uint8Array, at = 0): number => b[at + OFFSET.TOS]
/** Of header and payload, in bytes, as the header claims. */
export const totalLength = (b: Uint8Array, at = 0): number => u16(b, at + OFFSET.LENGTH)
export const id = (b: Uint8Array, at = 0): number => u16(b, at + OFFSET.ID)
export const dontFragment = (b: Uint8Array, at = 0): boolean => (u16(b, at + OFFSET.FRAGMENT) & DF) !== 0
export const moreFragments = (b: Uint8Array, at = 0): boolean => (u16(b, at + OFFSET.FRAGMENT) & MF) !== 0
/** In units of 8 bytes. */
export const fragmentOffset = (b: Uint8Array, at = 0): number => u16(b, at + OFFSET.FRAGMENT) & FRAGMENT_OFFSET
/** Any fragment, the first one too. */
export const isFragment = (b: Uint8Array, at = 0): boolean =>
  (u16(b, at + OFFSET.FRAGMENT) & (MF | FRAGMENT_OFFSET)) !== 0
export const ttl = (b: Uint8Array, at = 0): number => b[at + OFFSET.TTL]
export const proto = (b: Uint8Array, at = 0): number => b[at + OFFSET.PROTO]
export const headerChecksum = (b: Uint8Array, at = 0): number => u16(b, at + OFFSET.CHECKSUM)
export const src = (b: Uint8Array, at = 0): number => u32(b, at + OFFSET.SRC)
export const dst = (b: Uint8Array, at = 0): number => u32(b, at + OFFSET.DST)
/** Where the payload starts in `b`. */
export const payloadAt = (b: Uint8Array, at = 0): number => at + headerLength(b, at)
/** Where the payload ends: as the header claims, but not past the bytes there are. */
export const endAt = (b: Uint8Array, at = 0): number => Math.min(at + totalLength(b, at), b.length)

/**
 * The checksum of the TCP segment or UDP datagram that the packet carries, up to the end of `b`, is right: with addresses, protocol and
 * length (the pseudo-header) its words add up to all ones.
 */
export const carriesRight = (b: Uint8Array): boolean => {
  const at = payloadAt(b)
  const pseudo = u16(b, 12) + u16(b, 14) + u16(b, 16) + u16(b, 18) + b[9]
  return fold(sum(b, at, b.length, pseudo + b.length - at)) === 0xffff
}

/** A whole IPv4 packet stands at `at`: version, lengths and header checksum are right (`ip_rcv`'s checks, RFC 1812 §5.2.2). */
export function wellFormed(b: Uint8Array, at = 0): boolean {
  if (b.length - at < MIN_HEADER || version(b, at) !== 4) return false
  const header = headerLength(b, at)
  const total = totalLength(b, at)
  return header >= MIN_HEADER && total >= header && total <= b.length - at && checksum(b, at, at + header) === 0
}

/** Changes the TTL and, by RFC 1624, the header checksum. */
export function setTtl(b: Uint8Array, value: number, at = 0): void {
  const was = u16(b, at + OFFSET.TTL)
  b[at + OFFSET.TTL] = value
  setU16(b, at + OFFSET.CHECKSUM, update16(headerChecksum(b, at), was, u16(b, at + OFFSET.TTL)))
}

/** What an IPv4 header means. Addresses are unsigned 32-bit numbers. */
export interface Ipv4 {
  src: number
  dst: number
  proto: number
  /** 64 when left out. */
  ttl?: number
  tos?: number
  id?: number
  df?: boolean
  mf?: boolean
  /** In units of 8 bytes. */
  fragmentOffset?: number
  /** Raw, padded to whole words by `makeIpv4`; at most 40 bytes. */
  options?: Uint8Array
}

/** A whole packet, checksum and all. Throws RangeError when it would be longer than 65535 bytes. */
export function makeIpv4(h: Ipv4, payload: Uint8Array): Uint8Array {
  const header = MIN_HEADER + (((h.options?.length ?? 0) + 3) & ~3)
  const total = header + payload.length
  if (header > 60 || total > 0xffff) throw new RangeError(`an IPv4 packet of ${total} bytes`)
  const b = new Uint8Array(total)
  b[0] = 0x40 | (header / 4)
  b[OFFSET.TOS] = h.tos ?? 0
  setU16(b, OFFSET.LENGTH, total)
  setU16(b, OFFSET.ID, h.id ?? 0)
  setU16(b, OFFSET.FRAGMENT, (h.df ? DF : 0) | (h.mf ? MF : 0) | ((h.fragmentOffset ?? 0) & FRAGMENT_OFFSET))
  b[OFFSET.TTL] = h.ttl ?? 64
  b[OFFSET.PROTO] = h.proto
  setU32(b, OFFSET.SRC, h.src)
  setU32(b, OFFSET.DST, h.dst)
  if (h.options) b.set(h.options, OFFSET.OPTIONS)
  setU16(b, OFFSET.CHECKSUM, checksum(b, 0, header))
  b.set(payload, header)
  return b
}

/** Reads the header at `at`; at least 20 bytes must be there. */
export function readIpv4(b: Uint8Array, at = 0): Ipv4 & { payload: Uint8Array } {
  const header: Ipv4 & { payload: Uint8Array } = {
    src: src(b, at),
    dst: dst(b, at),
    proto: proto(b, at),
    ttl: ttl(b, at),
    tos: tos(b, at),
    id: id(b, at),
    df: dontFragment(b, at),
    mf: moreFragments(b, at),
    fragmentOffset: fragmentOffset(b, at),
    payload: b.subarray(payloadAt(b, at), endAt(b, at)),
  }
  if (headerLength(b, at) > MIN_HEADER) header.options = b.subarray(at + OFFSET.OPTIONS, payloadAt(b, at))
  return header
}
