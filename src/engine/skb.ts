/** A packet inside a node, with what the node knows about it: the engine's `sk_buff`. */
import type { PacketId } from '../model/trace'
import type { Noted } from './ip/options'
import type { Gathered } from './ip/pile'
import type { Iface } from './node'

/** `enum ip_conntrack_info` (linux/netfilter/nf_conntrack_common.h); NONE is "no entry": INVALID, or not looked up yet. */
export const CTINFO = {
  ESTABLISHED: 0,
  RELATED: 1,
  NEW: 2,
  ESTABLISHED_REPLY: 3,
  RELATED_REPLY: 4,
  UNTRACKED: 7,
  NONE: 8,
} as const
export type CtInfo = (typeof CTINFO)[keyof typeof CTINFO]

export interface Skb {
  id: PacketId
  /** The whole IPv4 packet, from the first byte of its header. Owned: nobody else holds it. */
  bytes: Uint8Array
  in: Iface | null
  out: Iface | null
  /** `skb->mark`, an unsigned 32-bit number. */
  mark: number
  /** Handle of the conntrack entry in its node's table; 0 for none. */
  ct: number
  ctinfo: CtInfo
  /** The next hop on its way out, from POSTROUTING on; 0 before that. */
  hop: number
  /** What a rule asked of conntrack before it saw the packet (`conntrack/template.ts`); 0 for nothing. */
  template: number
  /** It was put together from fragments on its way through this node; null for all others. */
  gathered: Gathered | null
  /** What its IP options were found to be on the way in; null when it has none. */
  options: Noted | null
  /** Whether the sum of what it carries is known to be right; one of `SUM`. */
  sum: Sum
  /** The node's own copy of what it sent to all, on its way in again (`PACKET_LOOPBACK`). */
  echo: boolean
  /** "Don't fragment" is for others: here it may be cut (`ignore_df`). */
  ignoresDf: boolean
  /** The socket on this node that sent it, 0 for none, or one of `SOCKET` (`-m owner`). */
  socket: number
}

/** Conntrack adds up what enters a node, and what it found right is not added up again (`skb->csum_valid`, `skb->ip_summed`). */
export const SUM = {
  UNKNOWN: 0,
  /** Some node found it right. */
  VALID: 1,
  /** This node did; when it forwards the packet that is worth no more than another's word. */
  COMPLETE: 2,
  /** Whoever drives the wire is to fill it in (`CHECKSUM_PARTIAL`): until then there stands only the pseudo-header's. */
  PARTIAL: 3,
} as const
export type Sum = (typeof SUM)[keyof typeof SUM]

/** Senders that are no socket of a program with a number. */
export const SOCKET = {
  /** The kernel's own, which answers pings, reports errors and refuses segments: nobody owns it. */
  KERNEL: -1,
  /** A program's, but not one that the trace knows: that of a listener which answers a SYN. */
  UNNUMBERED: -2,
} as const
