/**
 * ICMP (RFC 792; extra codes from RFC 1812 §5.2.7).
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  0 |     Type      |     Code      |          Checksum             |
 *  4 |  query: Identifier            |        Sequence Number        |
 *    |  error: "rest": unused, or the next hop's MTU (RFC 1191), ... |
 *  8 |  query: data    error: the header and first bytes of the packet it is about
 *
 * Accessors take the offset of the ICMP header.
 */
import { setU16, setU32, u16, u32 } from './bytes'
import { checksum } from './checksum'

export const OFFSET = { TYPE: 0, CODE: 1, CHECKSUM: 2, ID: 4, SEQ: 6, REST: 4, DATA: 8 } as const
export const HEADER = 8

export const TYPE = {
  ECHO_REPLY: 0,
  UNREACHABLE: 3,
  SOURCE_QUENCH: 4,
  REDIRECT: 5,
  ECHO: 8,
  TIME_EXCEEDED: 11,
  PARAMETER_PROBLEM: 12,
  TIMESTAMP: 13,
  TIMESTAMP_REPLY: 14,
  INFO_REQUEST: 15,
  INFO_REPLY: 16,
  ADDRESS_MASK: 17,
  ADDRESS_MASK_REPLY: 18,
} as const

/** Codes of "destination unreachable". */
export const UNREACHABLE = {
  NET: 0,
  HOST: 1,
  PROTOCOL: 2,
  PORT: 3,
  FRAGMENTATION_NEEDED: 4,
  NET_PROHIBITED: 9,
  HOST_PROHIBITED: 10,
  ADMIN_PROHIBITED: 13,
} as const

export const type = (b: Uint8Array, at: number): number => b[at + OFFSET.TYPE]
export const code = (b: Uint8Array, at: number): number => b[at + OFFSET.CODE]
/** Of a query. */
export const id = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.ID)
export const seq = (b: Uint8Array, at: number): number => u16(b, at + OFFSET.SEQ)
/** The second word of the header, whatever it means for the type. */
export const rest = (b: Uint8Array, at: number): number => u32(b, at + OFFSET.REST)
/** Where an error's inner packet starts. */
export const innerAt = (at: number): number => at + OFFSET.DATA

/** The types that report on another packet and carry its start (RFC 1122 §3.2.2). */
export const isError = (type: number): boolean => type === 3 || type === 4 || type === 5 || type === 11 || type === 12

export const checksumOk = (b: Uint8Array, at: number, end: number): boolean => checksum(b, at, end) === 0

/** A query or a reply, or an error: told apart by its type. */
export type Icmp =
  | { type: number; code: number; id: number; seq: number; data: Uint8Array }
  /** `rest` is the header's second word; `inner` is the packet it is about, or its start. */
  | { type: number; code: number; rest: number; inner: Uint8Array }

/** A message with its checksum. */
export function makeIcmp(m: Icmp): Uint8Array {
  const data = 'inner' in m ? m.inner : m.data
  const b = new Uint8Array(HEADER + data.length)
  b[OFFSET.TYPE] = m.type
  b[OFFSET.CODE] = m.code
  if ('inner' in m) setU32(b, OFFSET.REST, m.rest)
  else {
    setU16(b, OFFSET.ID, m.id)
    setU16(b, OFFSET.SEQ, m.seq)
  }
  b.set(data, OFFSET.DATA)
  setU16(b, OFFSET.CHECKSUM, checksum(b))
  return b
}

/** Reads the message from `at` to `end`; at least 8 bytes must be there. */
export function readIcmp(b: Uint8Array, at: number, end: number): Icmp {
  const head = { type: type(b, at), code: code(b, at) }
  const data = b.subarray(at + OFFSET.DATA, end)
  return isError(head.type)
    ? { ...head, rest: rest(b, at), inner: data }
    : { ...head, id: id(b, at), seq: seq(b, at), data }
}
