/** A packet for the node itself: reassembly, INPUT, then whoever the protocol number names (`ip_local_deliver`). */
import { checksum, pseudoHeader } from '../../packet/checksum'
import { TYPE, UNREACHABLE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import * as udp from '../../packet/udp'
import { NF_ACCEPT, NF_DROP } from '../node'
import type { Skb } from '../skb'
import { icmpInput } from './icmp'
import { refuseSegment } from './reset'
import { drop, type Stack } from './stack'

const IGMP = 2
/** Of routers of groups: Linux hears it wherever it can be one. */
const PIM = 103

export function deliver(stack: Stack, skb: Skb): void {
  if (ipv4.isFragment(skb.bytes) && !stack.reassembler.add(skb)) return
  const verdict = stack.netfilter.run('INPUT', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  if (verdict !== NF_ACCEPT) return
  handOver(stack, skb)
  stack.conntrack.release(skb)
}

function handOver(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  switch (ipv4.proto(b)) {
    case PROTO.TCP:
      return tcpInput(stack, skb)
    case PROTO.UDP:
      return udpInput(stack, skb)
    case PROTO.UDPLITE:
      return udpLiteInput(stack, skb)
    case PROTO.ICMP:
      return icmpInput(stack, skb)
    case IGMP:
    case PIM:
      return drop(stack, skb, 'unwanted')
    default:
      return drop(stack, skb, 'no-protocol', () => tell(stack, skb, UNREACHABLE.PROTOCOL))
  }
}

function tcpInput(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const end = ipv4.endAt(b)
  if (end - at < tcp.MIN_HEADER || tcp.headerLength(b, at) < tcp.MIN_HEADER || at + tcp.headerLength(b, at) > end) {
    return drop(stack, skb, 'bad-header')
  }
  if (!tcp.checksumOk(b, at, end, ipv4.src(b), ipv4.dst(b))) return drop(stack, skb, 'bad-checksum')
  if (stack.routes.addressType(ipv4.dst(b)) !== 'LOCAL') return drop(stack, skb, 'unwanted')
  if (!stack.sockets.tcp(skb)) drop(stack, skb, 'no-port', () => refuseSegment(stack, skb))
}

function udpInput(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const end = ipv4.endAt(b)
  const length = end - at < udp.HEADER ? 0 : udp.length(b, at)
  if (length < udp.HEADER || length > end - at) return drop(stack, skb, 'bad-header')
  if (!udp.checksumOk(b, at, at + length, ipv4.src(b), ipv4.dst(b))) return drop(stack, skb, 'bad-checksum')
  // Nobody reads on behind the datagram's end (`pskb_trim_rcsum`).
  if (at + length < end) skb.bytes = b.slice(0, at + length)
  if (!stack.sockets.udp(skb)) refuseDatagram(stack, skb)
}

/** UDP-Lite (RFC 3828), for which no program here listens. Its length says how much the checksum covers; 0 is all. */
function udpLiteInput(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const length = ipv4.endAt(b) - at
  if (length < udp.HEADER) return drop(stack, skb, 'bad-header')
  const covered = udp.length(b, at) || length
  const start = pseudoHeader(ipv4.src(b), ipv4.dst(b), PROTO.UDPLITE, length)
  const sound = covered >= udp.HEADER && covered <= length && udp.check(b, at) !== 0
  if (!sound || checksum(b, at, at + covered, start) !== 0) return drop(stack, skb, 'bad-checksum')
  refuseDatagram(stack, skb)
}

function refuseDatagram(stack: Stack, skb: Skb): void {
  drop(stack, skb, 'no-port', () => {
    // By now the packet has let its entry go (`nf_reset_ct`): conntrack finds it again by what the error quotes, in zone 0.
    stack.conntrack.release(skb)
    tell(stack, skb, UNREACHABLE.PORT)
  })
}

/** Not where another was addressed, as in a copy that TEE sends to this node: nobody here may answer under that address. */
function tell(stack: Stack, skb: Skb, code: number): void {
  if (stack.routes.addressType(ipv4.dst(skb.bytes)) === 'LOCAL') stack.icmpError(skb, TYPE.UNREACHABLE, code)
}
