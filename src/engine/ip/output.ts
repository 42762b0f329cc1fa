/** A packet leaves the node: OUTPUT for its own, POSTROUTING for all (`__ip_local_out`, `ip_output`). */
import { formatAddress } from '../../packet/address'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import type { PacketId } from '../../model/trace'
import { type Iface, NF_ACCEPT, NF_DROP } from '../node'
import { CTINFO, type Skb, SOCKET, SUM, type Sum } from '../skb'
import { fragment } from './fragment'
import { ownOptions } from './options-echo'
import { type Flow, flowOf, OWN } from './policy'
import { isLoopback, type Route } from './route'
import { drop, newSkb, sayRoute, type Stack } from './stack'

export interface Origin {
  by: 'application' | 'kernel' | 'person'
  /** The packet that this one answers or reports on. */
  about?: PacketId
  /** The socket that sends it; of the kernel's packets, 0 says that there is none. */
  socket?: number
  /** The packet whose connection this one belongs to (`nf_ct_attach`). */
  attach?: Skb
  /** The address that its socket is bound to, 0 for none; if left out, that which it has. */
  from?: number
  /** The packet that the kernel answers; with `fwmark_reflect` the answer has its mark. */
  answers?: Skb
  /** Of its socket. */
  mark?: number
  /** One of `SUM`. */
  sum?: Sum
}

/** Why a packet could not even set out: the error that `connect` or `sendto` would return. */
export type Refusal = 'no-route' | 'prohibited' | 'blackhole'

/** Sends a whole packet of the node's own. Its source address is already chosen. */
export function send(stack: Stack, bytes: Uint8Array, origin: Origin): Refusal | null {
  const skb = newSkb(stack, bytes, socketOf(origin))
  skb.options = ownOptions(bytes)
  skb.mark = origin.mark ?? 0
  skb.sum = origin.sum ?? SUM.UNKNOWN
  if (origin.answers && stack.sysctl('net.ipv4.fwmark_reflect') !== 0) skb.mark = origin.answers.mark
  const { by, about } = origin
  stack.say?.({
    kind: 'packet',
    pkt: skb.id,
    node: stack.id,
    bytes: bytes.slice(),
    by,
    ...(about !== undefined && { about }),
  })
  const dst = ipv4.dst(bytes)
  const flow = stack.routes.policy.isPlain ? OWN : flowOf(bytes, skb.mark, 'lo', origin.from)
  const route = stack.routes.lookup(dst, flow)
  sayRoute(stack, skb, dst, route)
  const refusal = refusalBy(route) ?? mayNot(stack, bytes, by, route)
  if (refusal) {
    drop(stack, skb, refusal)
    return refusal
  }
  skb.out = outBy(stack, route)
  if (by === 'application' && isLeftToTheWire(bytes, skb.out)) skb.sum = SUM.PARTIAL
  // TCP cuts its segments itself (`ip_sk_ignore_df`).
  skb.ignoresDf = ipv4.proto(bytes) !== PROTO.TCP
  if (origin.attach) stack.conntrack.attach(skb, origin.attach)
  const verdict = stack.netfilter.run('OUTPUT', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  // Rules of OUTPUT saw the way out from before NAT; only here does the packet take the one that its new destination has.
  const to = ipv4.dst(skb.bytes)
  const way = rerouted.get(skb) ?? stack.routes.lookup(to, flow)
  const out = outBy(stack, way)
  if (verdict === NF_ACCEPT && out) leave(stack, skb, out, way?.via || to)
  return null
}

/** A copy of `about` goes to another machine, whatever its own destination, and no connection is looked up for it. */
export function sendCopy(stack: Stack, about: Skb, bytes: Uint8Array, gateway: number, oif: string): void {
  const route = stack.routes.lookup(gateway)
  const bound = stack.ifaces.find(({ name }) => name === oif)
  const out = bound ?? outOf(stack, gateway)
  if (!out || (!bound && whyNot(stack, gateway))) return
  const skb: Skb = { ...newSkb(stack, bytes), mark: about.mark, ctinfo: CTINFO.UNTRACKED, options: about.options, out }
  // What was passed on is told to be too long, as it would have been; the way in is what the kernel calls it (`skb->dev`).
  if (about.in) skb.in = out
  skb.ignoresDf = about.ignoresDf
  // What came in pieces leaves in pieces, but the copy is one: they are cut anew.
  if (about.gathered) skb.gathered = { ...about.gathered, sizes: null }
  const { id } = stack
  stack.say?.({ kind: 'packet', pkt: skb.id, node: id, bytes: bytes.slice(), by: 'kernel', about: about.id })
  sayRoute(stack, skb, gateway, route)
  if (stack.netfilter.run('OUTPUT', skb) !== NF_ACCEPT) return
  const way = rerouted.get(skb)
  const other = way ? outBy(stack, way) : null
  if (other) leave(stack, skb, other, way?.via || ipv4.dst(bytes))
  else leave(stack, skb, out, (out === route?.dev && route.via) || gateway, false)
}

/** Who adds it up: TCP leaves that to the wire wherever it goes, UDP only where the wire, here `lo`, says that it can. */
function isLeftToTheWire(bytes: Uint8Array, out: Iface | null): boolean {
  const proto = ipv4.proto(bytes)
  return proto === PROTO.TCP || (proto === PROTO.UDP && out?.index === 1)
}

/** The ways of packets for which OUTPUT's rules had it looked up again. */
const rerouted = new WeakMap<Skb, Route>()

const socketOf = ({ by, socket }: Origin): number =>
  by === 'kernel' ? (socket ?? SOCKET.KERNEL) : socket || SOCKET.UNNUMBERED

/** Broadcasts are for programs that asked to be allowed (`SO_BROADCAST`); none here does. But a SYN from such an address is answered. */
function mayNot(stack: Stack, bytes: Uint8Array, by: Origin['by'], route: Route | null): Refusal | null {
  if (isLoopbackAstray(stack, ipv4.src(bytes), route)) return 'no-route'
  const answers = ipv4.proto(bytes) === PROTO.TCP && (tcp.flags(bytes, ipv4.payloadAt(bytes)) & tcp.FLAG.ACK) !== 0
  return by === 'application' && !answers && stack.addressType(ipv4.dst(bytes)) === 'BROADCAST' ? 'prohibited' : null
}

/** 127.0.0.0/8 stays on the node, unless `route_localnet` lets it out (`__mkroute_output`). */
export function isLoopbackAstray(stack: Stack, src: number, route: Route | null): boolean {
  if (!isLoopback(src)) return false
  const out = outBy(stack, route)
  return out !== null && out.index !== 1 && !stack.settings.of(out).routeLocalnet
}

/** Null when a packet to `dst` can leave. */
export const whyNot = (stack: Stack, dst: number, flow: Flow = OWN): Refusal | null =>
  refusalBy(stack.routes.lookup(dst, flow))

function refusalBy(route: Route | null): Refusal | null {
  if (route === null || route.type === 'unreachable') return 'no-route'
  return route.type === 'prohibit' ? 'prohibited' : route.type === 'blackhole' ? 'blackhole' : null
}

const outOf = (stack: Stack, dst: number): Iface | null => outBy(stack, stack.routes.lookup(dst))

/** Packets to the node itself leave through `lo`. */
function outBy(stack: Stack, route: Route | null): Iface | null {
  return route?.type === 'local' ? stack.ifaces[0] : (route?.dev ?? null)
}

/** What `lo` claims to take is more than IPv4 can say. */
const LONGEST = 0xffff

export function mtuTo(stack: Stack, dst: number, flow: Flow = OWN): number {
  const route = stack.routes.lookup(dst, flow)
  const out = refusalBy(route) ? null : outBy(stack, route)
  return out ? Math.min(out.mtu, LONGEST, stack.pathMtus.to(dst)) : Infinity
}

/**
 * `ip_route_me_harder`: OUTPUT changed an address or a mark, so the way out is looked up again. The hook's rules go on to see the
 * old one (`nf_hook_state`).
 */
export function routeAgain(stack: Stack, skb: Skb): boolean {
  const dst = ipv4.dst(skb.bytes)
  const route = stack.routes.lookup(dst, stack.routes.policy.isPlain ? OWN : flowOf(skb.bytes, skb.mark))
  sayRoute(stack, skb, dst, route, true)
  if (!route || refusalBy(route) || isLoopbackAstray(stack, ipv4.src(skb.bytes), route)) return false
  rerouted.set(skb, route)
  return outBy(stack, route) !== null
}

/** POSTROUTING, and out onto the wire, in pieces where the wire is too narrow. `mayEcho`: by a route to all it goes to the node, too. */
export function leave(stack: Stack, skb: Skb, out: Iface, hop: number, mayEcho = true): void {
  skb.out = out
  skb.hop = hop
  if (mayEcho && skb.in === null && stack.addressType(ipv4.dst(skb.bytes)) === 'BROADCAST') echo(stack, skb, out)
  const verdict = stack.netfilter.run('POSTROUTING', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  if (verdict !== NF_ACCEPT) return
  if (out.index === 1) return loop(stack, skb, out)
  const mtu = widthOf(stack, skb, out)
  if (skb.bytes.length > mtu || skb.gathered) fragment(stack, skb, out, hop, mtu)
  else stack.outside.transmit(skb, out, hop)
}

/** How long what passes through may be (`ip_dst_mtu_maybe_forward`). */
export const widthOn = ({ pathMtus, settings }: Stack, out: Iface, dst: number): number =>
  Math.min(out.mtu, settings.forwardsByPathMtu ? pathMtus.to(dst) : pathMtus.lockedTo(dst))

/** Of the wire; for what the node itself sends, of the whole path as far as it is known. TCP cuts its segments itself. */
function widthOf(stack: Stack, { bytes, in: way }: Skb, out: Iface): number {
  const dst = ipv4.dst(bytes)
  if (way !== null) return widthOn(stack, out, dst)
  return ipv4.proto(bytes) === PROTO.TCP ? out.mtu : Math.min(out.mtu, stack.pathMtus.to(dst))
}

/** What a node sends to all on a link it hears itself, as if it came in by that link (`ip_mc_output`). */
function echo(stack: Stack, skb: Skb, out: Iface): void {
  const copy: Skb = { ...skb, id: stack.outside.birth(), bytes: skb.bytes.slice(), ct: 0 }
  stack.conntrack.share(copy, skb)
  const { id } = stack
  stack.say?.({ kind: 'packet', pkt: copy.id, node: id, bytes: copy.bytes.slice(), by: 'kernel', about: skb.id })
  const verdict = stack.netfilter.run('POSTROUTING', copy)
  if (verdict === NF_DROP) stack.conntrack.release(copy)
  if (verdict !== NF_ACCEPT) return
  copy.echo = true
  loop(stack, copy, out)
}

/** Through `lo` the packet comes right back, with its conntrack entry and mark (`loopback_xmit`). */
function loop(stack: Stack, skb: Skb, iface: Iface): void {
  const here = { node: stack.id, iface: iface.name }
  const now = stack.now()
  stack.say?.({
    kind: 'wire',
    pkt: skb.id,
    link: stack.ifaces[0].name,
    from: here,
    to: here,
    departs: now,
    arrives: now,
  })
  stack.after(0, () => {
    skb.in = iface
    skb.out = null
    skb.socket = 0
    stack.say?.({ kind: 'enter', pkt: skb.id, node: stack.id, iface: iface.name })
    stack.input(skb, true)
  })
}

/** For logs and socket names. */
export const endpoint = (address: number, port: number): string => `${formatAddress(address)}:${port}`
