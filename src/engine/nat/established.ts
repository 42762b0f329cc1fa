/**
 * The fast path of NAT: a TCP segment or UDP datagram of an open connection, its address, its port and both checksums rewritten at one
 * go (`nf_nat_manip_pkt`). What is not plain is left to `rewrite.ts`. Constants are literals for the reason that `conntrack/established.ts` gives.
 */
import { i32, setU16, setU32, u16 } from '../../packet/bytes'
import { fold, udpSend } from '../../packet/checksum'
import type { PROTO } from '../../packet/protocol'
import { ENTRY_HALVES, ENTRY_WORDS, HANDLES, STATUS } from '../conntrack/layout'
import type { IPS } from '../conntrack/status'
import type { EntryTable } from '../conntrack/table'
import { PARTS, WORDS } from '../conntrack/tuple'

const TCP: typeof PROTO.TCP = 6
const UDP: typeof PROTO.UDP = 17
const DST_NAT: typeof IPS.DST_NAT = 0x020
const NO_OPTIONS = 0x45

/**
 * Translates the packet `b`, which goes in direction `dir` of entry `h`: its source where `source` is 1, its destination where it is 0.
 * False when it is not for the fast path; then nothing was changed.
 */
export function translateEstablished(
  table: EntryTable,
  h: number,
  dir: number,
  source: number,
  b: Uint8Array,
): boolean {
  const { words, halves } = table
  // A reply's source was the original's destination: the same binding, the other way.
  const bit = DST_NAT >>> ((source ^ dir) & 1)
  if (!(halves[(h & HANDLES) * ENTRY_HALVES + STATUS] & bit)) return true
  const proto = b[9]
  if (b[0] !== NO_OPTIONS || (proto !== TCP && proto !== UDP) || b.length < (proto === TCP ? 40 : 28)) return false

  // A packet must look like the inverse of the other direction's tuple: its source is where those packets go.
  const facing = (h & HANDLES) * ENTRY_WORDS + (~dir & 1) * WORDS
  const address = words[facing + (source & 1)]
  const port = (words[facing + PARTS] >>> ((~source & 1) << 4)) & 0xffff
  const addressAt = 16 - ((source & 1) << 2)
  const portAt = 22 - ((source & 1) << 1)
  const checkAt = proto === TCP ? 36 : 26
  const check = u16(b, checkAt)

  // What the new address adds to a sum that had the old one in it, and then the new port (RFC 1624 equation 3).
  const was = i32(b, addressAt)
  const delta = (~was & 0xffff) + (~was >>> 16) + (address & 0xffff) + (address >>> 16)
  const added = delta + (~u16(b, portAt) & 0xffff) + port
  if (proto === TCP) setU16(b, checkAt, changed(check, added))
  else if (check !== 0) setU16(b, checkAt, udpSend(changed(check, added) & 0xffff))
  setU16(b, 10, changed(u16(b, 10), delta))
  setU16(b, portAt, port)
  setU32(b, addressAt, address)
  return true
}

/** A checksum after the words it covers have changed by `delta`. */
const changed = (check: number, delta: number): number => ~fold((~check & 0xffff) + delta)
