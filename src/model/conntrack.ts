/**
 * What a conntrack entry looks like from outside the engine: the words the trace, the view and the
 * page share. The engine keeps its entries in typed columns (`engine/conntrack`); these are the
 * values it says aloud.
 */
import type { Micros } from './time'

/** An entry's number, counted from 1 per node in order of creation. Never reused within a run. */
export type EntryId = number

/** `IP_CT_DIR_ORIGINAL` and `IP_CT_DIR_REPLY` (linux/netfilter/nf_conntrack_tuple_common.h). */
export type Direction = 'original' | 'reply'

/**
 * One direction of a connection. TCP and UDP have ports; ICMP queries have `id`, `type` and `code`
 * in their place; other protocols have addresses only.
 */
export interface Tuple {
  /** IP protocol number: 1 ICMP, 6 TCP, 17 UDP. */
  proto: number
  src: string
  dst: string
  sport?: number
  dport?: number
  id?: number
  type?: number
  code?: number
}

/** TCP tracker states, as `conntrack -L` prints them (`tcp_conntrack_names`, Linux 6.18). */
export type TcpState =
  | 'NONE'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'ESTABLISHED'
  | 'FIN_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'SYN_SENT2'

/** What `-m conntrack --ctstate` would say of a packet. */
export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'UNTRACKED'

/** The part of an entry that changes during its life. */
export interface EntryChange {
  reply: Tuple
  tcp?: TcpState
  /** `IPS_CONFIRMED`: the entry is in the hash table; before that only its first packet knows it. */
  confirmed: boolean
  /** `IPS_SEEN_REPLY`; `[UNREPLIED]` while false. */
  seenReply: boolean
  /** `IPS_ASSURED`. */
  assured: boolean
  /** `IPS_SRC_NAT` and `IPS_DST_NAT`: the reply tuple is not the plain inverse of the original one. */
  srcNat: boolean
  dstNat: boolean
  mark: number
  /** When the entry expires if no packet refreshes it; null while unconfirmed. */
  expires: Micros | null
  /** The whole length of the timeout now running, for the ring that shows time left. */
  timeout: Micros
}

export interface Entry extends EntryChange {
  id: EntryId
  original: Tuple
  born: Micros
  /** The entry that expected this one (helpers), or nothing. */
  master?: EntryId
}
