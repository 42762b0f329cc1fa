/** The fields of a packet's bytes. An ICMP error has those of the packet it quotes too, as in Wireshark. */
import * as icmp from '../packet/icmp'
import * as ipv4 from '../packet/ipv4'
import { PROTO } from '../packet/protocol'
import * as tcp from '../packet/tcp'
import * as udp from '../packet/udp'
import type { Getter, Source } from './compile'

type Bytes = Uint8Array
/** Reads at the offset where the header begins. */
type Read = (b: Bytes, at: number) => number | undefined

/** Where an IPv4 header begins, −1 where there is none: the packet's own, and the quoted one's. */
const LAYERS = [
  (b: Bytes): number => (b.length >= ipv4.MIN_HEADER && ipv4.version(b) === 4 ? 0 : -1),
  (b: Bytes): number => {
    const at = transport(b, 0, PROTO.ICMP, icmp.HEADER + ipv4.MIN_HEADER)
    return at >= 0 && icmp.isError(icmp.type(b, at)) ? icmp.innerAt(at) : -1
  },
]

/** Where the header of `proto` begins, if `length` bytes of it are there; later fragments have none. */
function transport(b: Bytes, ip: number, proto: number, length: number): number {
  if (b.length < ip + ipv4.MIN_HEADER || ipv4.proto(b, ip) !== proto || ipv4.fragmentOffset(b, ip) > 0) return -1
  const at = ipv4.payloadAt(b, ip)
  return at + length <= b.length ? at : -1
}

const network = (...reads: Read[]): Getter<Bytes>[] =>
  LAYERS.flatMap((layer) =>
    reads.map((read) => (b: Bytes) => {
      const at = layer(b)
      return at < 0 ? undefined : read(b, at)
    }),
  )

const above = (proto: number, length: number, ...reads: Read[]): Getter<Bytes>[] =>
  network(
    ...reads.map((read): Read => (b, ip) => {
      const at = transport(b, ip, proto, length)
      return at < 0 ? undefined : read(b, at)
    }),
  )

const there: Read = () => 1
const ofTcp = (...reads: Read[]) => above(PROTO.TCP, tcp.OFFSET.ACK, ...reads)
const ofUdp = (...reads: Read[]) => above(PROTO.UDP, udp.HEADER, ...reads)
const ofIcmp = (...reads: Read[]) => above(PROTO.ICMP, icmp.HEADER, ...reads)
const flag = (bit: number) => above(PROTO.TCP, tcp.MIN_HEADER, (b, at) => (tcp.flags(b, at) & bit ? 1 : 0))

/** Of the packet itself: what is quoted is cut short. */
const tcpLength: Getter<Bytes> = (b) => {
  const at = transport(b, 0, PROTO.TCP, tcp.MIN_HEADER)
  return at < 0 ? undefined : Math.max(0, ipv4.endAt(b) - at - tcp.headerLength(b, at))
}

export const packetFields: Source<Bytes> = {
  ip: network(there),
  'ip.addr': network(ipv4.src, ipv4.dst),
  'ip.src': network(ipv4.src),
  'ip.dst': network(ipv4.dst),
  'ip.ttl': network(ipv4.ttl),
  'ip.proto': network(ipv4.proto),
  'ip.len': network(ipv4.totalLength),
  'ip.id': network(ipv4.id),
  tcp: ofTcp(there),
  'tcp.port': ofTcp(tcp.sport, tcp.dport),
  'tcp.srcport': ofTcp(tcp.sport),
  'tcp.dstport': ofTcp(tcp.dport),
  'tcp.seq': ofTcp(tcp.seq),
  'tcp.flags.syn': flag(tcp.FLAG.SYN),
  'tcp.flags.ack': flag(tcp.FLAG.ACK),
  'tcp.flags.fin': flag(tcp.FLAG.FIN),
  'tcp.flags.rst': flag(tcp.FLAG.RST),
  'tcp.len': [tcpLength],
  udp: ofUdp(there),
  'udp.port': ofUdp(udp.sport, udp.dport),
  'udp.srcport': ofUdp(udp.sport),
  'udp.dstport': ofUdp(udp.dport),
  icmp: ofIcmp(there),
  'icmp.type': ofIcmp(icmp.type),
  'icmp.code': ofIcmp(icmp.code),
  'icmp.ident': ofIcmp((b, at) => (icmp.isError(icmp.type(b, at)) ? undefined : icmp.id(b, at))),
  'frame.len': [(b) => b.length],
}
