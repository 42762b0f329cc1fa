/**
 * Writes an address and a port or identifier into a packet, in place, checksums by RFC 1624 (`nf_nat_ipv4_manip_pkt`). The packet may be
 * the one inside an ICMP error, cut short after 8 bytes of transport header; then the TCP checksum is not there.
 */
import type { Edit } from '../../model/trace'
import { i32, sameBytes, setU16, setU32, u16 } from '../../packet/bytes'
import { fold, udpSend, update16 } from '../../packet/checksum'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import * as udp from '../../packet/udp'
import type { Manip } from '../conntrack/tuple'

/** Bytes of a transport header that must be there to be translated; of GRE nothing changes, and yet it must have them. */
const NEEDED = 8

/**
 * `now` is the new address, signed or not. False when the packet is too short to be translated; then nothing was
 * changed. `edits`, unless nobody wants them, gets what changed.
 */
export function rewrite(
  b: Uint8Array,
  at: number,
  now: number,
  part: number,
  manip: Manip,
  edits: Edit[] | null,
): boolean {
  if (edits === null) return translate(b, at, now, part, manip)
  const before = b.slice()
  const done = translate(b, at, now, part, manip)
  for (const [from, length] of fieldsOf(b, at)) {
    const [was, is] = [before, b].map((bytes) => bytes.slice(from, from + length))
    if (!sameBytes(was, is)) edits.push({ at: from, was, now: is })
  }
  return done
}

/** Where a translation may write: place and length of each field. */
function fieldsOf(b: Uint8Array, at: number): [at: number, length: number][] {
  const transport = ipv4.payloadAt(b, at)
  const proto = ipv4.proto(b, at)
  const fields: [number, number][] = [
    [at + ipv4.OFFSET.CHECKSUM, 2],
    [at + ipv4.OFFSET.SRC, 4],
    [at + ipv4.OFFSET.DST, 4],
  ]
  const inner =
    proto === PROTO.TCP
      ? [tcp.OFFSET.SPORT, tcp.OFFSET.DPORT, tcp.OFFSET.CHECKSUM]
      : proto === PROTO.UDP
        ? [udp.OFFSET.SPORT, udp.OFFSET.DPORT, udp.OFFSET.CHECKSUM]
        : proto === PROTO.ICMP
          ? [icmp.OFFSET.CHECKSUM, icmp.OFFSET.ID]
          : []
  return [...fields, ...inner.map((offset): [number, number] => [transport + offset, 2])]
}

/** The same, and nobody hears of it. */
export function translate(b: Uint8Array, at: number, now: number, part: number, manip: Manip): boolean {
  const proto = ipv4.proto(b, at)
  const transport = ipv4.payloadAt(b, at)
  const looked = proto === PROTO.TCP || proto === PROTO.UDP || proto === PROTO.ICMP || proto === PROTO.GRE
  if (looked && b.length - transport < NEEDED) return false

  const field = at + (manip === 'src' ? ipv4.OFFSET.SRC : ipv4.OFFSET.DST)
  const was = i32(b, field)
  // What the new address adds to a sum that had the old one in it (RFC 1624 equation 3).
  const delta = (~was & 0xffff) + (~was >>> 16) + (now & 0xffff) + (now >>> 16)
  if (proto === PROTO.TCP || proto === PROTO.UDP) rewritePort(b, transport, proto, manip, delta, part)
  else if (proto === PROTO.ICMP) rewriteIdentifier(b, transport, part)

  const checkAt = at + ipv4.OFFSET.CHECKSUM
  setU16(b, checkAt, changed(u16(b, checkAt), delta))
  setU32(b, field, now)
  return true
}

/** A checksum after the words it covers have changed by `delta`. */
const changed = (check: number, delta: number): number => ~fold((~check & 0xffff) + delta)

function rewritePort(b: Uint8Array, transport: number, proto: number, manip: Manip, delta: number, port: number): void {
  const field = transport + (manip === 'src' ? tcp.OFFSET.SPORT : tcp.OFFSET.DPORT)
  // The addresses count in the pseudo-header.
  const added = delta + (~u16(b, field) & 0xffff) + port
  if (proto === PROTO.TCP) {
    const checkAt = transport + tcp.OFFSET.CHECKSUM
    if (b.length - transport >= tcp.MIN_HEADER) setU16(b, checkAt, changed(u16(b, checkAt), added))
  } else {
    const check = udp.check(b, transport)
    if (check !== 0) setU16(b, transport + udp.OFFSET.CHECKSUM, udpSend(changed(check, added) & 0xffff))
  }
  setU16(b, field, port)
}

/** Only queries and their answers have an identifier; in an error the word means something else. */
function rewriteIdentifier(b: Uint8Array, transport: number, id: number): void {
  if (!hasIdentifier(icmp.type(b, transport))) return
  const field = transport + icmp.OFFSET.ID
  const checkAt = transport + icmp.OFFSET.CHECKSUM
  setU16(b, checkAt, update16(u16(b, checkAt), u16(b, field), id))
  setU16(b, field, id)
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
