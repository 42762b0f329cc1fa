/**
 * TCP (RFC 9293 §3.1; CWR and ECE from RFC 3168 §6.1).
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  0 |          Source Port          |       Destination Port        |
 *  4 |                        Sequence Number                        |
 *  8 |                    Acknowledgment Number                      |
 * 12 | Data  |       |C|E|U|A|P|R|S|F|                               |
 *    | Offset| Rsrvd |W|C|R|C|S|S|Y|I|            Window             |
 * 16 |           Checksum            |         Urgent Pointer        |
 * 20 |                           [Options]                           |
 *
 * Accessors take the offset of the TCP header.
 */
import { setU16, setU32, u16, u32 } from './bytes'
import { checksum, pseudoHeader } from './checksum'
import { PROTO } from './protocol'

export const OFFSET = {
  SPORT: 0,
  DPORT: 2,
  SEQ: 4,
  ACK: 8,
  DATA: 12,
  FLAGS: 13,
  WINDOW: 14,
  CHECKSUM: 16,
  URGENT: 18,
  OPTIONS: 20,
} as const
export const MIN_HEADER = 20
export const FLAG = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 } as const

export const sport = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.SPORT)
export const dport = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.DPORT)
export const seq = (b: Uint8Array, at: number): number => u32(b, at + OFFSET.SEQ)
export const ack = (b: Uint8Array, at: number): number => u32(b, at + OFFSET.ACK)
/** Of the TCP header with its options, in bytes: 20 to 60 when well formed. */
export const headerLength = (b: Uint8Array, at: number): number => (b[at + OFFSET.DATA] >>> 4) * 4
/** The eight bits CWR to FIN; see `FLAG`. */
export const flags = (b: Uint8Array, at: number): number => b[at + OFFSET.FLAGS]
export const window = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.WINDOW)
export const urgent = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.URGENT)

/** The letters of `SAFRPUEC` that are set, in this order. */
export const FLAG_LETTERS = 'SAFRPUEC'
const LETTER_BITS = [FLAG.SYN, FLAG.ACK, FLAG.FIN, FLAG.RST, FLAG.PSH, FLAG.URG, FLAG.ECE, FLAG.CWR]

export const flagLetters = (bits: number): string =>
  FLAG_LETTERS.split('')
    .filter((_, i) => bits & LETTER_BITS[i])
    .join('')

/** "SA" → 0x12; null when a letter is no flag. */
export function flagBits(letters: string): number | null {
  let bits = 0
  for (const letter of letters) {
    const i = FLAG_LETTERS.indexOf(letter)
    if (i < 0) return null
    bits |= LETTER_BITS[i]
  }
  return bits
}

/** The checksum over pseudo-header and segment is right; `end` is where the segment ends. */
export const checksumOk = (b: Uint8Array, at: number, end: number, src: number, dst: number): boolean =>
  checksum(b, at, end, pseudoHeader(src, dst, PROTO.TCP, end - at)) === 0

/** What a TCP header means. */
export interface Tcp {
  sport: number
  dport: number
  seq: number
  ack: number
  /** See `FLAG`. */
  flags: number
  window: number
  urgent?: number
  /** Raw, padded with zeros to whole words by `makeTcp`; at most 40 bytes. */
  options?: Uint8Array
}

/** A segment with its checksum, to go between these addresses. */
export function makeTcp(h: Tcp, payload: Uint8Array, src: number, dst: number): Uint8Array {
  const header = MIN_HEADER + (((h.options?.length ?? 0) + 3) & ~3)
  if (header > 60) throw new RangeError(`${h.options?.length} bytes of TCP options; 40 fit`)
  const b = new Uint8Array(header + payload.length)
  setU16(b, OFFSET.SPORT, h.sport)
  setU16(b, OFFSET.DPORT, h.dport)
  setU32(b, OFFSET.SEQ, h.seq)
  setU32(b, OFFSET.ACK, h.ack)
  b[OFFSET.DATA] = (header / 4) << 4
  b[OFFSET.FLAGS] = h.flags
  setU16(b, OFFSET.WINDOW, h.window)
  setU16(b, OFFSET.URGENT, h.urgent ?? 0)
  if (h.options) b.set(h.options, OFFSET.OPTIONS)
  b.set(payload, header)
  setU16(b, OFFSET.CHECKSUM, checksum(b, 0, b.length, pseudoHeader(src, dst, PROTO.TCP, b.length)))
  return b
}

/** Reads the segment from `at` to `end`; at least 20 bytes must be there. */
export function readTcp(b: Uint8Array, at: number, end: number): Tcp & { payload: Uint8Array } {
  const data = at + headerLength(b, at)
  const header: Tcp & { payload: Uint8Array } = {
    sport: sport(b, at),
    dport: dport(b, at),
    seq: seq(b, at),
    ack: ack(b, at),
    flags: flags(b, at),
    window: window(b, at),
    urgent: urgent(b, at),
    payload: b.subarray(Math.min(data, end), end),
  }
  if (data > at + MIN_HEADER) header.options = b.subarray(at + OFFSET.OPTIONS, Math.min(data, end))
  return header
}
