/** A packet comes in: header checks, PREROUTING, and the decision where it goes (`ip_rcv`, `ip_route_input_slow`). */
import { TYPE, UNREACHABLE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { type Iface, NF_ACCEPT, NF_DROP } from '../node'
import type { Skb } from '../skb'
import { deliver } from './deliver'
import { forward } from './forward'
import { takeOptions } from './options'
import { type Flow, flowOf, OWN } from './policy'
import { ALL_HOSTS, isLoopback, isMulticast, isZeronet, LIMITED_BROADCAST, type Route } from './route'
import { drop, sayRoute, type Stack } from './stack'

export function input(stack: Stack, skb: Skb, looped: boolean): void {
  const b = skb.bytes
  if (!ipv4.wellFormed(b)) return drop(stack, skb, lengthsRight(b) ? 'bad-checksum' : 'bad-header')
  const length = ipv4.totalLength(b)
  if (length < b.length) skb.bytes = b.slice(0, length)
  const dst = ipv4.dst(skb.bytes)
  const verdict = stack.netfilter.run('PREROUTING', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  if (verdict !== NF_ACCEPT) return
  if (looped && ipv4.dst(skb.bytes) === dst) routeLooped(stack, skb)
  else routeIn(stack, skb)
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
  const iface = skb.in
  if (iface === null) return
  if (isMulticast(dst)) return routeMulticast(stack, skb, iface, src, dst)
  if (isMartian(stack, iface, src, dst)) return drop(stack, skb, 'martian')
  const forged = (out?: Iface) => isForgedSource(stack, skb, iface, src, out)
  const facing = stack.sourceAddress(iface, src)
  if (isForAll(src, dst)) return src !== 0 && forged() ? drop(stack, skb, 'martian') : receive(stack, skb, facing)

  const flow = stack.routes.policy.isPlain ? OWN : flowOf(skb.bytes, skb.mark, iface.name)
  const route = stack.routes.lookup(dst, flow)
  sayRoute(stack, skb, dst, route)
  const { forwarding, broadcasts } = stack.settings.of(iface)
  const passesOn = route?.type === 'broadcast' && forwarding && broadcasts
  if (route?.type === 'local' || (route?.type === 'broadcast' && !passesOn))
    return forged() ? drop(stack, skb, 'martian') : receive(stack, skb, route.type === 'local' ? dst : facing)
  const out = forwarding && (route?.type === 'unicast' || passesOn) ? route.dev : null
  if (out && forged(out)) return drop(stack, skb, 'martian')
  const recorded = takeOptions(stack, skb, facing)
  if (!recorded) return
  if (!forwarding) return drop(stack, skb, 'not-forwarding')
  if (!route?.dev || (route.type !== 'unicast' && !passesOn)) return refuse(stack, skb, route)
  forward(stack, skb, route.dev, route.via || dst, recorded)
}

function receive(stack: Stack, skb: Skb, own: number): void {
  if (takeOptions(stack, skb, own)) deliver(stack, skb)
}

/** What loops back was routed on its way out; the route comes along (`skb_valid_dst`), unless NAT turned it elsewhere. */
function routeLooped(stack: Stack, skb: Skb): void {
  const dst = ipv4.dst(skb.bytes)
  sayRoute(stack, skb, dst, stack.routes.lookup(dst))
  deliver(stack, skb)
}

/** No program here joins a group, and nobody routes them. */
function routeMulticast(stack: Stack, skb: Skb, iface: Iface, src: number, dst: number): void {
  if (dst !== ALL_HOSTS) return drop(stack, skb, 'not-for-us')
  const unusable = isMulticast(src) || src === LIMITED_BROADCAST || (isLoopback(src) && !allowsLoopback(stack, iface))
  if (unusable || (src !== 0 && isForgedSource(stack, skb, iface, src))) return drop(stack, skb, 'martian')
  receive(stack, skb, stack.sourceAddress(iface, src))
}

const isForAll = (src: number, dst: number): boolean => dst === LIMITED_BROADCAST || (src === 0 && dst === 0)

const allowsLoopback = (stack: Stack, iface: Iface): boolean => stack.settings.of(iface).routeLocalnet

/** Addresses that no packet on a wire may have (RFC 1122 §3.2.1.3). */
function isMartian(stack: Stack, iface: Iface, src: number, dst: number): boolean {
  if (isMulticast(src) || src === LIMITED_BROADCAST) return true
  if (isForAll(src, dst)) return false
  if (isZeronet(src) || isZeronet(dst)) return true
  return (isLoopback(src) || isLoopback(dst)) && !allowsLoopback(stack, iface)
}

/** `fib_validate_source`: an address of our own, or, with rp_filter, one that is not reached through where it came from. */
function isForgedSource(stack: Stack, skb: Skb, iface: Iface, src: number, out?: Iface): boolean {
  const { acceptLocal, rpFilter, sendRedirects, srcValidMark } = stack.settings.of(iface)
  if (!acceptLocal && stack.ifaces.some((i) => i.addresses.some((a) => a.address === src))) return true
  const { policy, isCustom } = stack.routes
  // Who would be redirected is looked at more closely, and so are all where the tables are not as they were.
  const looks = rpFilter !== 0 || isCustom || (out === iface && sendRedirects)
  if (!looks || src === 0) return false
  const back = stack.routes.lookup(src, policy.isPlain ? OWN : flowBack(skb, out, srcValidMark ? skb.mark : 0))
  // A broadcast address is no host's, nor is any of our own.
  if (rpFilter === 0) return back?.type === 'broadcast' || (back?.type === 'local' && !acceptLocal)
  if (!mayComeFrom(back, acceptLocal)) return true
  if (back.dev === iface || (back.type === 'local' && iface.index === 1)) return false
  return rpFilter === 1 || iface.addresses.length === 0
}

/** Of a packet that goes the other way, and came in where this one goes out. */
const flowBack = ({ bytes }: Skb, out: Iface | undefined, mark: number): Flow => ({
  ...OWN,
  mark,
  from: ipv4.dst(bytes),
  iif: out?.name ?? 'lo',
  tos: ipv4.tos(bytes),
})

/** A host's address, or, where that is allowed, one of our own: all of 127.0.0.0/8 is. */
const mayComeFrom = (back: Route | null, acceptLocal: boolean): back is Route =>
  back?.type === 'unicast' || (back?.type === 'local' && acceptLocal)

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
  drop(stack, skb, reason, () => {
    if (stack.rations.allowRouteError(ipv4.src(skb.bytes))) stack.icmpError(skb, TYPE.UNREACHABLE, code)
  })
}
