/** ICMP for the node itself: answers to queries, and errors on their way to a socket (`icmp_rcv`). */
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import { MILLISECOND } from '../../model/time'
import type { Skb } from '../skb'
import { echoedOptions } from './options-echo'
import { send } from './output'
import { drop, type Stack } from './stack'

const { TYPE } = icmp

export function icmpInput(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const end = ipv4.endAt(b)
  if (end - at < icmp.HEADER) return drop(stack, skb, 'bad-header')
  if (!icmp.checksumOk(b, at, end)) return drop(stack, skb, 'bad-checksum')
  const type = icmp.type(b, at)
  if (type === TYPE.ECHO || type === TYPE.TIMESTAMP) return query(stack, skb, type)
  if (type === TYPE.ECHO_REPLY) {
    if (!stack.sockets.echoReply(skb)) drop(stack, skb, 'unwanted')
    return
  }
  const toAll = stack.routes.addressType(ipv4.dst(b)) !== 'LOCAL'
  if (!icmp.isError(type) || toAll || !quotesPacket(b, icmp.innerAt(at), end)) return drop(stack, skb, 'unwanted')
  stack.say?.({ kind: 'deliver', pkt: skb.id, node: stack.id, to: 'icmp' })
  const code = icmp.code(b, at)
  if (endsSomething(type, code)) stack.sockets.error(skb, type, code, icmp.innerAt(at))
}

const quotesPacket = (b: Uint8Array, inner: number, end: number): boolean =>
  end - inner >= ipv4.MIN_HEADER && ipv4.headerLength(b, inner) >= ipv4.MIN_HEADER

/**
 * What sockets hear of: no redirects, no source quench (RFC 6633), no fragments that came too late, no codes that nobody knows
 * (`icmp_unreach`).
 */
const endsSomething = (type: number, code: number): boolean =>
  (type === TYPE.UNREACHABLE && code <= 15) ||
  (type === TYPE.TIME_EXCEEDED && code !== 1) ||
  type === TYPE.PARAMETER_PROBLEM

/** The reply repeats everything but the type; its TTL and id are its own (RFC 792, "Echo or Echo Reply Message"). */
function query(stack: Stack, skb: Skb, type: number): void {
  const b = skb.bytes
  const toAll = stack.routes.addressType(ipv4.dst(b)) !== 'LOCAL'
  if (toAll && stack.sysctl('net.ipv4.icmp_echo_ignore_broadcasts') !== 0) return drop(stack, skb, 'unwanted')
  if (type === TYPE.ECHO && stack.sysctl('net.ipv4.icmp_echo_ignore_all') !== 0) return drop(stack, skb, 'unwanted')
  const at = ipv4.payloadAt(b)
  const request = icmp.readIcmp(b, at, ipv4.endAt(b))
  if (!('data' in request)) return drop(stack, skb, 'unwanted')
  stack.say?.({ kind: 'deliver', pkt: skb.id, node: stack.id, to: 'icmp' })
  const dst = ipv4.src(b)
  // Nobody speaks as "all": the address on the asker's link does (`fib_compute_spec_dst`).
  const src = toAll && skb.in ? stack.sourceAddress(skb.in, dst) : ipv4.dst(b)
  const message =
    type === TYPE.ECHO
      ? icmp.makeIcmp({ ...request, type: TYPE.ECHO_REPLY })
      : icmp.makeIcmp({ ...request, type: TYPE.TIMESTAMP_REPLY, data: timestamps(request.data, stack.now()) })
  const options = echoedOptions(stack, skb, src)
  if (!options) return
  const ttl = stack.settings.ttl
  const header = { src, dst, proto: PROTO.ICMP, ttl, tos: ipv4.tos(b), id: stack.random() & 0xffff, options }
  send(stack, ipv4.makeIpv4(header, message), { by: 'kernel', about: skb.id, answers: skb })
}

/** Originate stays; receive and transmit are milliseconds since midnight, when this world's runs begin. */
function timestamps(data: Uint8Array, now: number): Uint8Array {
  const out = new Uint8Array(12)
  out.set(data.subarray(0, 4))
  const view = new DataView(out.buffer)
  const ms = Math.floor(now / MILLISECOND) % 86_400_000
  view.setUint32(4, ms)
  view.setUint32(8, ms)
  return out
}
