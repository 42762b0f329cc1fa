/** What the pieces of one node's IP stack share. `machine.ts` makes it; each piece is a function of it and a packet. */
import { formatAddress } from '../../packet/address'
import type { DropReason, PacketId } from '../../model/trace'
import type { Conntrack } from '../conntrack/conntrack'
import type { Netfilter } from '../netfilter/netfilter'
import type { Iface, NodeEnv } from '../node'
import { CTINFO, type Skb, SUM } from '../skb'
import type { PathMtus } from './path-mtu'
import type { Rations } from './rations'
import type { Reassembler } from './reassembly'
import type { Route, RouteTable } from './route'
import type { Settings } from './settings'

/** What the world lends to a stack: everything beyond the node itself. */
export interface Outside {
  /** The next packet's number. */
  birth(): PacketId
  /** Sends the packet over the interface's wire to `hop`, the last thing a node does with it. */
  transmit(skb: Skb, iface: Iface, hop: number): void
}

/** Where packets for the node itself end. Each answers whether somebody wanted the packet. */
export interface Sockets {
  tcp(skb: Skb): boolean
  udp(skb: Skb): boolean
  echoReply(skb: Skb): boolean
  /** An ICMP error arrived; `at` is where the packet it is about starts. */
  error(skb: Skb, type: number, code: number, at: number): void
}

export interface Stack extends NodeEnv {
  readonly outside: Outside
  readonly routes: RouteTable
  readonly settings: Settings
  readonly netfilter: Netfilter
  readonly conntrack: Conntrack
  readonly sockets: Sockets
  readonly reassembler: Reassembler
  readonly rations: Rations
  readonly pathMtus: PathMtus
  /** A packet arrived on its interface: where its way through the node begins. `looped`: the node sent it to itself. */
  input(skb: Skb, looped?: boolean): void
  /** The value as text: settings that are not one number. */
  sysctlText(name: string): string
}

export function newSkb(stack: Stack, bytes: Uint8Array, socket = 0): Skb {
  return {
    id: stack.outside.birth(),
    bytes,
    in: null,
    out: null,
    mark: 0,
    ct: 0,
    ctinfo: CTINFO.NONE,
    template: 0,
    gathered: null,
    options: null,
    sum: SUM.UNKNOWN,
    hop: 0,
    echo: false,
    ignoresDf: false,
    socket,
  }
}

/**
 * Says that the packet ends here and why, then lets `tell` answer its sender, then gives back the entry
 * that nobody confirmed: an answer may still belong to it. `mtu`, in bytes, of what is too big.
 */
export function drop(stack: Stack, skb: Skb, reason: DropReason, tell?: () => void, mtu?: number): void {
  stack.say?.({ kind: 'drop', pkt: skb.id, node: stack.id, reason, ...(mtu !== undefined && { mtu }) })
  tell?.()
  stack.conntrack.release(skb)
}

/** Says what the routing table answered. */
export function sayRoute(stack: Stack, skb: Skb, dst: number, route: Route | null, again = false): void {
  stack.say?.({
    kind: 'route',
    pkt: skb.id,
    node: stack.id,
    dst: formatAddress(dst),
    found: route?.found ?? null,
    local: route?.type === 'local' || route?.type === 'broadcast',
    ...(route?.type === 'unicast' && route.dev && { out: route.dev.name, nextHop: formatAddress(route.via || dst) }),
    ...(again && { again }),
  })
}
