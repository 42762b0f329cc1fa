/** What a node lends to its conntrack, its NAT and its rules, so that none of them knows the stack. */
import type { Micros } from '../model/time'
import type { Say } from '../model/trace'
import type { Flow } from './ip/policy'
import type { Skb } from './skb'

export interface Iface {
  /** Counted from 1 per node, in the order of the scenario; `lo` is 1. */
  index: number
  name: string
  /** Bytes. */
  mtu: number
  /** Unsigned 32-bit addresses with prefix lengths; the first is preferred as a source. */
  addresses: { address: number; prefix: number }[]
  /** Switched off (`ip link set … down`). */
  down?: boolean
  /** On a wire: what comes in by it has a hardware address, which no rule knows. */
  ethernet?: true
}

/** What `fib_lookup` answers about an address. */
export interface WayBack {
  type: 'local' | 'broadcast' | 'unicast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw'
  dev: Iface | null
}

/** A conversation's key: protocol, then local and remote ends. Remote 0:0 is anybody. */
export interface Ends {
  proto: number
  local: number
  /** Port, or the ICMP identifier. */
  lport: number
  remote: number
  rport: number
}

/** `enum rtn_type` names as `-m addrtype` spells them. */
export type AddressType =
  'UNSPEC' | 'UNICAST' | 'LOCAL' | 'BROADCAST' | 'ANYCAST' | 'MULTICAST' | 'BLACKHOLE' | 'UNREACHABLE' | 'PROHIBIT'

/** What a hook function answers; STOLEN means that somebody else has the packet now. */
export const NF_DROP = 0
export const NF_ACCEPT = 1
export const NF_STOLEN = 2
/** A table asked a program that is not there and lets the packet pass: what stands after the table comes next. */
export const NF_QUEUE = 3
export type NfVerdict = typeof NF_DROP | typeof NF_ACCEPT | typeof NF_STOLEN | typeof NF_QUEUE

export interface NodeEnv {
  readonly id: string
  /** Null when nobody listens: then nothing need be built. Use as `env.say?.({ ... })`. */
  readonly say: Say | null
  readonly ifaces: readonly Iface[]
  now(): Micros
  /** The next unsigned 32-bit number of the world's seeded generator. */
  random(): number
  /** Value of a `net.…` sysctl; throws on an unknown name. */
  sysctl(name: string): number
  setSysctl(name: string, value: number): void
  /** `inet_addr_type` (over all devices, or over one). */
  addressType(address: number, dev?: Iface): AddressType
  /** `inet_select_addr`: the address MASQUERADE takes on its way out to `nextHop`; 0 for none. */
  sourceAddress(out: Iface, nextHop: number): number
  /** The route to an address, for `flow` or for the node itself; null for none. */
  routeTo(address: number, flow?: Flow): WayBack | null
  /** `bound` to an address or connected, or `any`: open on every address. Null when no socket is open for the packet. */
  socketFor(ends: Ends): 'bound' | 'any' | null
  /** The next hop the routing table has for this packet's destination, 0 for none. */
  nextHop(skb: Skb): number
  /** The longest packet, in bytes, that the route to `address` takes; Infinity when there is none. */
  mtuTo(address: number): number
  /** What was told of the path to `address`, whichever wire leads there; Infinity when nothing was. */
  pathMtu(address: number): number
  /** Runs `task` after `delay` µs of virtual time; returns a function that cancels it. */
  after(delay: Micros, task: () => void): () => void
  /** `icmp_send`: an ICMP error about `skb`, unless RFC 1122 §3.2.2 forbids it. `rest` is the header's second word. */
  icmpError(skb: Skb, type: number, code: number, rest?: number): void
  /** `nf_send_reset`: answers a TCP segment with RST, from `hook` as REJECT does. */
  tcpReset(skb: Skb): void
  /** `ip_defrag`: takes a fragment; true when it was the last, and `skb` is the whole packet now. */
  gather(skb: Skb): boolean
  /** `nf_dup_ipv4`: sends `bytes`, made of `about`, by way of `gateway` and the interface `oif` if there is one of that name. */
  sendCopy(about: Skb, bytes: Uint8Array, gateway: number, oif: string): void
  /** `ip_route_me_harder` after OUTPUT changed an address or a mark; false when there is no route. */
  routeAgain(skb: Skb): boolean
}
