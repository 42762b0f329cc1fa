/** A scenario is plain data: who is there, how they are wired, and what happens. */
import type { TimedCommand } from './command'
import type { Micros } from './time'
import type { Traffic } from './traffic'

/** An address realm (RFC 2663 §2.1), drawn as one pane of the stage, left to right. */
export interface Realm {
  id: string
  /** Also the accessible name of the pane: "Private network", "Router", "Internet". */
  name: string
  /** A few words under the name: the prefix, or "what others see". */
  note: string
  kind: 'private' | 'router' | 'public'
  /** Prefixes whose addresses belong to this realm and take its colour. */
  prefixes: string[]
}

export interface InterfaceSpec {
  name: string
  /** With prefix length: "192.168.1.1/24". The first one is the preferred source address. */
  addresses: string[]
  /** Bytes; 1500 when left out. */
  mtu?: number
}

export interface RouteSpec {
  /** "default" or a prefix. */
  to: string
  via?: string
  dev?: string
  type?: 'unicast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw'
}

/** A program that waits on a port. */
export type Service =
  | { proto: 'tcp'; port: number; app: 'http' | 'echo' | 'silent'; reply?: string; address?: string }
  /** Each delay in `replies` is one reply, that long after the query: [20 ms, 45 s] answers twice. */
  | { proto: 'udp'; port: number; app: 'dns' | 'echo' | 'silent'; replies?: Micros[]; address?: string }

export interface NodeSpec {
  id: string
  name: string
  /** The realm (pane) it stands in. */
  realm: string
  kind: 'host' | 'server' | 'router'
  /** The node whose namespace it is: a container's or pod's host. It is drawn inside that host. */
  within?: string
  interfaces: InterfaceSpec[]
  routes?: RouteSpec[]
  /** `iptables-save` text; lines of `ipset save` before its tables make the node's sets. */
  iptables?: string
  sysctl?: Record<string, number | string>
  /** `net.ipv4.ip_forward`; routers true, others false when left out. */
  forward?: boolean
  services?: Service[]
}

/**
 * A wire. A "lan" delivers to the end that owns the next hop, as ARP would. An "internet" does too,
 * and otherwise to the end that owns the packet's destination; private destinations get lost there.
 */
export interface LinkSpec {
  id: string
  kind: 'lan' | 'internet'
  /** "node.interface", two or more. */
  ends: string[]
  /** One way. */
  latency: Micros
}

export interface Scenario {
  id: string
  title: string
  /** One sentence: what there is to see. */
  lead: string
  seed: number
  realms: Realm[]
  nodes: NodeSpec[]
  links: LinkSpec[]
  script: TimedCommand[]
  /** The traffic that shows its point at full size; the Traffic tab begins with it. */
  traffic?: Traffic
}
