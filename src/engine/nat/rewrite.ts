/**
 * Writes an address and a port or identifier into a packet, in place, checksums by RFC 1624 (`nf_nat_ipv4_manip_pkt`). The packet may be
 * the one inside an ICMP error, cut short after 8 bytes of transport header; then the TCP checksum is not there.
 */
import { i32 } from '../conntrack/tuple'
import type { Edit } from '../../model/trace'
import { setU16, setU32, u16 } from '../../packet/bytes'
import { fold, udpSend, update16 } from '../../packet/checksum'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import * as udp from '../../packet/udp'
import type { Manip } from '../conntrack/tuple'

/** Bytes of a transport header that must be there to be translated. */
const NEEDED = 8

/**
 * `now` is the new address, signed or not. False when the packet is too short to be translated; then nothing was
 * changed. `edits` gets what changed.
 */
export function rewrite(
  b: Uint8Array,
  at: number,
  now: number,
  part: number,
  manip: Manip,
  edits: Edit[] | null,
): boolean {
  const proto = ipv4.proto(b, at)
  const transport = ipv4.payloadAt(b, at)
  const translated = proto === PROTO.TCP || proto === PROTO.UDP || proto === PROTO.ICMP
  if (translated && b.length - transport < NEEDED) return false

  const field = at + (manip === 'src' ? ipv4.OFFSET.SRC : ipv4.OFFSET.DST)
  const was = i32(b, field)
  // What the new address adds to a sum that had the old one in it (RFC 1624 equation 3).
  const delta = (~was & 0xffff) + (~was >>> 16) + (now & 0xffff) + (now >>> 16)
  if (proto === PROTO.TCP || proto === PROTO.UDP) rewritePort(b, transport, proto, manip, delta, part, edits)
  else if (proto === PROTO.ICMP) rewriteIdentifier(b, transport, part, edits)

  const checkAt = at + ipv4.OFFSET.CHECKSUM
  put16(b, checkAt, ~fold((~u16(b, checkAt) & 0xffff) + delta) & 0xffff, edits)
  put32(b, field, now, edits)
  return true
}

function rewritePort(
  b: Uint8Array,
  transport: number,
  proto: number,
  manip: Manip,
  delta: number,
  port: number,
  edits: Edit[] | null,
): void {
  const field = transport + (manip === 'src' ? tcp.OFFSET.SPORT : tcp.OFFSET.DPORT)
  const checkAt = transport + (proto === PROTO.TCP ? tcp.OFFSET.CHECKSUM : udp.OFFSET.CHECKSUM)
  const hasCheck = proto === PROTO.TCP ? b.length - transport >= tcp.MIN_HEADER : u16(b, checkAt) !== 0
  if (hasCheck) {
    // The addresses count in the pseudo-header.
    const check = ~fold((~u16(b, checkAt) & 0xffff) + delta + (~u16(b, field) & 0xffff) + port) & 0xffff
    put16(b, checkAt, proto === PROTO.UDP ? udpSend(check) : check, edits)
  }
  put16(b, field, port, edits)
}

/** Only queries and their answers have an identifier; in an error the word means something else. */
function rewriteIdentifier(b: Uint8Array, transport: number, id: number, edits: Edit[] | null): void {
  if (!hasIdentifier(icmp.type(b, transport))) return
  const field = transport + icmp.OFFSET.ID
  const checkAt = transport + icmp.OFFSET.CHECKSUM
  put16(b, checkAt, update16(u16(b, checkAt), u16(b, field), id), edits)
  put16(b, field, id, edits)
}

const hasIdentifier = (type: number): boolean =>
  type === icmp.TYPE.ECHO ||
  type === icmp.TYPE.ECHO_REPLY ||
  (type >= icmp.TYPE.TIMESTAMP && type <= icmp.TYPE.ADDRESS_MASK_REPLY)

export function put16(b: Uint8Array, at: number, value: number, edits: Edit[] | null): void {
  if (edits === null) return setU16(b, at, value)
  if (u16(b, at) === value) return
  const was = b.slice(at, at + 2)
  setU16(b, at, value)
  edits.push({ at, was, now: b.slice(at, at + 2) })
}

function put32(b: Uint8Array, at: number, value: number, edits: Edit[] | null): void {
  if (edits === null) return setU32(b, at, value)
  if (i32(b, at) === (value | 0)) return
  const was = b.slice(at, at + 4)
  setU32(b, at, value)
  edits.push({ at, was, now: b.slice(at, at + 4) })
}
