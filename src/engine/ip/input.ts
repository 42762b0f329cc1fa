/** A packet comes in: header checks, PREROUTING, and the decision where it goes (`ip_rcv`, `ip_route_input_slow`). */
import { TYPE, UNREACHABLE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { NF_ACCEPT, NF_DROP } from '../node'
import type { Skb } from '../skb'
import { deliver } from './deliver'
import { forward } from './forward'
import { isLoopback, isMulticast, isZeronet, LIMITED_BROADCAST, type Route } from './route'
import { drop, sayRoute, type Stack } from './stack'

export function input(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  if (!ipv4.wellFormed(b)) return drop(stack, skb, lengthsRight(b) ? 'bad-checksum' : 'bad-header')
  const length = ipv4.totalLength(b)
  if (length < b.length) skb.bytes = b.slice(0, length)
  const verdict = stack.netfilter.run('PREROUTING', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  if (verdict === NF_ACCEPT) routeIn(stack, skb)
}

const lengthsRight = (b: Uint8Array): boolean =>
  b.length >= ipv4.MIN_HEADER &&
  ipv4.version(b) === 4 &&
  ipv4.headerLength(b) >= ipv4.MIN_HEADER &&
  ipv4.totalLength(b) >= ipv4.headerLength(b) &&
  ipv4.totalLength(b) <= b.length

function routeIn(stack: Stack, skb: Skb): void {
  const src = ipv4.src(skb.bytes)
  const dst = ipv4.dst(skb.bytes)
  // What loops back was routed on its way out; the route comes along (`skb_valid_dst`).
  const looped = skb.in?.index === 1
  if (!looped && isMartian(stack, src, dst)) return drop(stack, skb, 'martian')
  if (dst === LIMITED_BROADCAST) return deliver(stack, skb)
  if (isMulticast(dst)) return drop(stack, skb, 'not-for-us')

  const route = stack.routes.lookup(dst)
  sayRoute(stack, skb, dst, route)
  if (route?.type === 'local' || route?.type === 'broadcast') {
    return !looped && isForgedSource(stack, skb, src) ? drop(stack, skb, 'martian') : deliver(stack, skb)
  }
  if (!stack.settings.forwarding) return drop(stack, skb, 'not-forwarding')
  if (route?.type !== 'unicast' || !route.dev) return refuse(stack, skb, route)
  if (isForgedSource(stack, skb, src)) return drop(stack, skb, 'martian')
  forward(stack, skb, route.dev, route.via || dst)
}

/** Addresses that no packet on a wire may have (RFC 1122 §3.2.1.3). */
function isMartian(stack: Stack, src: number, dst: number): boolean {
  if (isMulticast(src) || src === LIMITED_BROADCAST) return true
  if (dst === LIMITED_BROADCAST) return false
  if (isZeronet(src) || isZeronet(dst)) return true
  return (isLoopback(src) || isLoopback(dst)) && !stack.settings.routeLocalnet
}

/** `fib_validate_source`: one of our own addresses, or, with rp_filter, one that is not reached through where it came from. */
function isForgedSource(stack: Stack, skb: Skb, src: number): boolean {
  if (src !== 0 && stack.routes.isLocal(src) && !stack.settings.acceptLocal) return true
  const check = stack.settings.rpFilter
  if (check === 0 || src === 0) return false
  const back = stack.routes.lookup(src)
  return back?.type !== 'unicast' || (check === 1 && back.dev !== skb.in)
}

/** No way on: silence for a blackhole, else an error to the sender (`ip_error`). */
function refuse(stack: Stack, skb: Skb, route: Route | null): void {
  if (route?.type === 'blackhole') return drop(stack, skb, 'blackhole')
  const code =
    route?.type === 'unreachable'
      ? UNREACHABLE.HOST
      : route?.type === 'prohibit'
        ? UNREACHABLE.ADMIN_PROHIBITED
        : UNREACHABLE.NET
  const reason = route?.type === 'prohibit' ? 'prohibited' : 'no-route'
  drop(stack, skb, reason, () => stack.icmpError(skb, TYPE.UNREACHABLE, code))
}
