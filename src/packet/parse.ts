/** Bytes → a packet as written down. A field that is 0 by default is left out, as the recorded cases do. */
import { formatAddress } from './address'
import { toHex } from './bytes'
import { checksum } from './checksum'
import * as icmp from './icmp'
import * as ipv4 from './ipv4'
import { PROTO } from './protocol'
import type { PacketSpec } from './spec'
import * as tcp from './tcp'
import * as udp from './udp'

const NAMED: Readonly<Record<number, PacketSpec['proto']>> = {
  [PROTO.ICMP]: 'icmp',
  [PROTO.TCP]: 'tcp',
  [PROTO.UDP]: 'udp',
  [PROTO.GRE]: 'gre',
  [PROTO.SCTP]: 'sctp',
}

/**
 * `inner` is for the packet inside an ICMP error, which may be cut short: then its checksum says
 * nothing and is not looked at. Throws RangeError when not even an IPv4 header is there.
 */
export function parse(bytes: Uint8Array, inner = false): PacketSpec {
  if (bytes.length < ipv4.MIN_HEADER) throw new RangeError(`${bytes.length} bytes are too few for an IPv4 header`)
  if (ipv4.version(bytes) === 6) throw new RangeError('IPv6 is not modelled yet')
  const spec: PacketSpec = {
    src: formatAddress(ipv4.src(bytes)),
    dst: formatAddress(ipv4.dst(bytes)),
    ttl: ipv4.ttl(bytes),
    proto: NAMED[ipv4.proto(bytes)] ?? ipv4.proto(bytes),
  }
  if (ipv4.tos(bytes)) spec.tos = ipv4.tos(bytes)
  if (ipv4.id(bytes)) spec.ipid = ipv4.id(bytes)
  if (ipv4.dontFragment(bytes)) spec.df = true
  if (ipv4.moreFragments(bytes)) spec.mf = true
  if (ipv4.fragmentOffset(bytes)) spec.frag = ipv4.fragmentOffset(bytes)
  const header = Math.min(ipv4.headerLength(bytes), bytes.length)
  if (header > ipv4.MIN_HEADER) spec.ipoptions = toHex(bytes, ipv4.MIN_HEADER, header)

  const ok = transport(spec, bytes, ipv4.payloadAt(bytes), ipv4.endAt(bytes))
  if (inner) {
    if (!ok && bytes.length >= ipv4.totalLength(bytes)) spec.bad_checksum = true
  } else {
    if (checksum(bytes, 0, ipv4.headerLength(bytes)) !== 0) spec.bad_ip_checksum = true
    // A first fragment holds the checksum of more than there is.
    if (!ok && !spec.mf) spec.bad_checksum = true
  }
  return spec
}

/** Fills in what stands between `at` and `end`; false when its checksum is wrong. */
function transport(spec: PacketSpec, b: Uint8Array, at: number, end: number): boolean {
  const length = end - at
  const proto = ipv4.proto(b)
  if (!spec.frag && length >= 8) {
    if (proto === PROTO.TCP) return tcpSegment(spec, b, at, end)
    if (proto === PROTO.UDP) {
      spec.sport = udp.sport(b, at)
      spec.dport = udp.dport(b, at)
      if (length > udp.HEADER) spec.payload = toHex(b, at + udp.HEADER, end)
      if (udp.check(b, at) === 0) spec.nocsum = true
      return udp.checksumOk(b, at, end, ipv4.src(b), ipv4.dst(b))
    }
    if (proto === PROTO.ICMP) return icmpMessage(spec, b, at, end)
  }
  spec.payload = toHex(b, at, Math.max(at, end))
  return true
}

function tcpSegment(spec: PacketSpec, b: Uint8Array, at: number, end: number): boolean {
  spec.sport = tcp.sport(b, at)
  spec.dport = tcp.dport(b, at)
  spec.seq = tcp.seq(b, at)
  // An ICMP error need not carry more than these 8 bytes.
  if (end - at < tcp.MIN_HEADER) return true
  spec.ack = tcp.ack(b, at)
  spec.window = tcp.window(b, at)
  spec.flags = tcp.flagLetters(tcp.flags(b, at))
  const header = tcp.headerLength(b, at)
  if (header > tcp.MIN_HEADER) spec.options = toHex(b, at + tcp.MIN_HEADER, Math.min(at + header, end))
  if (at + header < end) spec.payload = toHex(b, at + header, end)
  return tcp.checksumOk(b, at, end, ipv4.src(b), ipv4.dst(b))
}

function icmpMessage(spec: PacketSpec, b: Uint8Array, at: number, end: number): boolean {
  spec.type = icmp.type(b, at)
  spec.code = icmp.code(b, at)
  const inside = b.subarray(icmp.innerAt(at), end)
  if (icmp.isError(spec.type) && inside.length >= ipv4.MIN_HEADER && ipv4.version(inside) !== 6) {
    spec.rest = toHex(b, at + icmp.OFFSET.REST, at + icmp.HEADER)
    spec.inner = parse(inside, true)
  } else {
    spec.id = icmp.id(b, at)
    spec.seq = icmp.seq(b, at)
    if (inside.length > 0) spec.payload = toHex(inside)
  }
  return icmp.checksumOk(b, at, end)
}
