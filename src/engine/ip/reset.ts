/** RST in answer to a segment that nobody wants (RFC 9293 §3.10.7.1; `tcp_v4_send_reset`, `nf_send_reset`). */
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import { tcpOptions } from '../../packet/tcp-options'
import { type Skb, SOCKET, SUM } from '../skb'
import { echoedOptions } from './options-echo'
import { send } from './output'
import type { Stack } from './stack'

const NOTHING = new Uint8Array(0)
const SIGNATURE = 19
const SIGNATURE_LENGTH = 18

/** From the TCP of a node that has no socket for it, or a listener that does not want it. A RST is never answered. */
export function refuseSegment(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const ends = {
    proto: PROTO.TCP,
    local: ipv4.dst(b),
    lport: tcp.dport(b, at),
    remote: ipv4.src(b),
    rport: tcp.sport(b, at),
  }
  const socket = stack.socketFor(ends) ? SOCKET.UNNUMBERED : SOCKET.KERNEL
  if (isSigned(b, at)) return
  const options = echoedOptions(stack, skb, ends.local)
  // The two ECN bits are not repeated (RFC 3168 §6.1.1).
  if (options) answer(stack, skb, { tos: ipv4.tos(b) & 0xfc, socket, options })
}

/** A signature (RFC 2385) is by somebody whose key the node has not: an answer without one would not be believed. */
function isSigned(b: Uint8Array, at: number): boolean {
  return tcpOptions(b, at).some((o) => o.kind === 'other' && o.number === SIGNATURE && o.length === SIGNATURE_LENGTH)
}

/** From REJECT, at any hook. Fragments and segments with a wrong checksum get nothing. */
export function rejectSegment(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const end = ipv4.endAt(b)
  if (ipv4.proto(b) !== PROTO.TCP || ipv4.fragmentOffset(b) !== 0 || end - at < tcp.MIN_HEADER) return
  if (!tcp.checksumOk(b, at, end, ipv4.src(b), ipv4.dst(b))) return
  if (stack.routes.addressType(ipv4.dst(b)) === 'BROADCAST') return
  answer(stack, skb, { tos: 0, attach: skb, socket: 0 })
}

function answer(
  stack: Stack,
  skb: Skb,
  how: { tos: number; attach?: Skb; socket: number; options?: Uint8Array },
): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const flags = tcp.flags(b, at)
  if (flags & tcp.FLAG.RST) return
  const src = ipv4.dst(b)
  const dst = ipv4.src(b)
  const counted = (flags & tcp.FLAG.SYN ? 1 : 0) + (flags & tcp.FLAG.FIN ? 1 : 0)
  const length = ipv4.endAt(b) - at - tcp.headerLength(b, at)
  const acknowledged = (flags & tcp.FLAG.ACK) !== 0
  const segment = tcp.makeTcp(
    {
      sport: tcp.dport(b, at),
      dport: tcp.sport(b, at),
      seq: acknowledged ? tcp.ack(b, at) : 0,
      ack: acknowledged ? 0 : (tcp.seq(b, at) + counted + length) >>> 0,
      flags: acknowledged ? tcp.FLAG.RST : tcp.FLAG.RST | tcp.FLAG.ACK,
      window: 0,
    },
    NOTHING,
    src,
    dst,
  )
  const ttl = stack.settings.ttl
  const bytes = ipv4.makeIpv4(
    { src, dst, proto: PROTO.TCP, ttl, tos: how.tos, df: true, options: how.options },
    segment,
  )
  if (how.attach) stack.conntrack.setClosing(how.attach)
  send(stack, bytes, {
    by: 'kernel',
    about: skb.id,
    attach: how.attach,
    answers: skb,
    socket: how.socket,
    sum: how.attach ? SUM.PARTIAL : SUM.UNKNOWN,
  })
}
