/**
 * The trace: every thing that happened, in order, as values. Events are the deltas of the view
 * (`fold.ts`): nothing else crosses from the engine to the page while it plays.
 */
import type { Command } from './command'
import type { CtState, Direction, Entry, EntryChange, EntryId, Tuple } from './conntrack'
import type { Micros } from './time'
import type { Ruleset } from '../rules/ruleset'

/** A packet's number, counted from 1 in order of birth. */
export type PacketId = number

export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING'
export type TableName = 'raw' | 'mangle' | 'nat' | 'filter' | 'security'

/** What stands at a hook, in priority order: conntrack's own functions and the tables. */
export type Station = 'defrag' | 'conntrack' | 'helper' | 'confirm' | TableName

/** Rule numbers count from 1 within the chain, as `iptables -L --line-numbers` does. */
export interface RuleRef {
  table: TableName
  chain: string
  rule: number
}

export type Verdict =
  | { do: 'accept' | 'drop' | 'return' | 'continue' }
  | { do: 'jump' | 'goto'; chain: string }
  /** Dropped, and the sender told: `with` is the reject type, "icmp-port-unreachable", "tcp-reset". */
  | { do: 'reject'; with: string }

/** A change of bytes. `was` and `now` differ in length only where a payload is rewritten. */
export interface Edit {
  /** Byte offset from the start of the IP header. */
  at: number
  was: Uint8Array
  now: Uint8Array
}

/** Who changed a header. */
export type Cause =
  /** An entry applied its binding; `direction` is the packet's, `inner` inside an ICMP error. */
  | { by: 'nat'; entry: EntryId; manip: 'src' | 'dst'; direction: Direction; rule?: RuleRef; inner?: boolean }
  /** `ip_forward` took one off the TTL, or, where the length changed, cut the packet up or put its pieces together. */
  | { by: 'forward' }
  /** A mangle target: TTL, TOS, TCPMSS and the like. */
  | { by: 'rule'; rule: RuleRef; target: string }

/** Why a packet's life ended without delivery. The page has a sentence for each. */
export type DropReason =
  | 'rule'
  | 'policy'
  | 'reject'
  | 'no-route'
  | 'blackhole'
  | 'prohibited'
  | 'ttl'
  | 'not-forwarding'
  | 'not-for-us'
  | 'no-neighbour'
  | 'lost-private'
  | 'lost-nobody'
  | 'bad-header'
  | 'bad-checksum'
  | 'martian'
  | 'no-port'
  | 'no-protocol'
  | 'nat-exhausted'
  | 'table-full'
  | 'too-big'
  | 'invalid-ct'
  | 'socket-closed'
  | 'unwanted'
  | 'clash'

/** One try of the search for a free tuple (`nf_nat_l4proto_unique_tuple`). */
export interface PortTry {
  tuple: Tuple
  /** The entry that already owns the tuple, or nothing when it is free. */
  takenBy?: EntryId
}

export interface RouteFound {
  /** The prefix that matched, as written: "default", "192.168.1.0/24", "local 203.0.113.5". */
  to: string
  via?: string
  dev?: string
  type: 'unicast' | 'local' | 'broadcast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw'
}

export type Body =
  /** Somebody did something: the scenario's script or a person. */
  | { kind: 'command'; command: Command }
  /** A packet came to be. `about` is the packet it answers or reports on. */
  | {
      kind: 'packet'
      pkt: PacketId
      node: string
      bytes: Uint8Array
      by: 'application' | 'kernel' | 'person'
      about?: PacketId
    }
  | { kind: 'enter'; pkt: PacketId; node: string; iface: string }
  | { kind: 'hook'; pkt: PacketId; node: string; hook: Hook; in?: string; out?: string }
  /**
   * It comes to a table or a conntrack function at a hook. `skip` says why the table is passed by; `brought` which entry it has
   * before conntrack looks: that of the packet it answers (`nf_ct_attach`), or its own after a way through lo.
   */
  | {
      kind: 'station'
      pkt: PacketId
      node: string
      hook: Hook
      station: Station
      skip?: 'bound' | 'untracked' | 'invalid' | 'related'
      brought?: { entry: EntryId; direction: Direction; state: CtState }
    }
  /** A rule was tested: `parts` holds the result of each match in the rule's order, up to the first false. */
  | {
      kind: 'rule'
      pkt: PacketId
      node: string
      hook: Hook
      rule: RuleRef
      parts: boolean[]
      matched: boolean
      /** Bytes counted when it matched: the packet's length. */
      bytes: number
      verdict?: Verdict
    }
  /** The end of a chain: a built-in one's policy, or back to the caller. */
  | {
      kind: 'chain-end'
      pkt: PacketId
      node: string
      hook: Hook
      table: TableName
      chain: string
      bytes: number
      policy?: 'ACCEPT' | 'DROP'
      /** The policy has no counters (`Chain.uncounted`). */
      uncounted?: true
      backTo?: RuleRef
    }
  /** Conntrack looked the packet's tuple up. */
  | {
      kind: 'ct-lookup'
      pkt: PacketId
      node: string
      hook: Hook
      tuple: Tuple
      entry: EntryId | null
      direction: Direction | null
      state: CtState
      /** Why it is INVALID, in a short code: "checksum", "out-of-window", "bad-flags", "no-entry". */
      why?: string
    }
  | { kind: 'ct-new'; pkt: PacketId; node: string; entry: Entry }
  /** The entry entered the hash table, and its timer started. */
  | { kind: 'ct-confirm'; pkt: PacketId; node: string; entry: EntryId; expires: Micros }
  | { kind: 'ct-change'; pkt?: PacketId; node: string; entry: EntryId; change: Partial<EntryChange> }
  | {
      kind: 'ct-end'
      pkt?: PacketId
      node: string
      entry: EntryId
      why: 'timeout' | 'reopened' | 'never-confirmed' | 'deleted' | 'clash' | 'early-drop'
    }
  /** A connection got its mapping. Without a rule it is a null binding (`nf_nat_alloc_null_binding`). */
  | {
      kind: 'nat-bind'
      pkt: PacketId
      node: string
      hook: Hook
      entry: EntryId
      manip: 'src' | 'dst'
      rule?: RuleRef
      target?: string
      /** The tuple as the packet had it, and as it will have it. */
      before: Tuple
      after: Tuple
      tries: PortTry[]
      /** How the port came about: the packet's own, one the rule names, or a search. */
      port: 'kept' | 'named' | 'searched'
    }
  | { kind: 'rewrite'; pkt: PacketId; node: string; hook?: Hook; cause: Cause; edits: Edit[] }
  | {
      kind: 'route'
      pkt: PacketId
      node: string
      dst: string
      found: RouteFound | null
      local: boolean
      out?: string
      nextHop?: string
      /** After a rewrite in OUTPUT (`ip_route_me_harder`). */
      again?: boolean
    }
  /** It left on a wire; `to` is null where nobody is there. */
  | {
      kind: 'wire'
      pkt: PacketId
      link: string
      from: { node: string; iface: string }
      to: { node: string; iface: string } | null
      departs: Micros
      arrives: Micros
    }
  /** It reached the program (or the kernel's own ICMP) it was for. */
  | { kind: 'deliver'; pkt: PacketId; node: string; to: 'tcp' | 'udp' | 'icmp' | 'raw'; socket?: number }
  /** `mtu`: of what is too big, the bytes that would have gone through. */
  | {
      kind: 'drop'
      pkt: PacketId
      node: string
      hook?: Hook
      reason: DropReason
      rule?: RuleRef
      table?: TableName
      mtu?: number
    }
  /** A socket on a node was opened, moved on, or closed. */
  | { kind: 'socket'; node: string; socket: SocketView }
  | { kind: 'log'; node: string; line: string; pkt?: PacketId; rule?: RuleRef }
  /** The node's rule set changed: `text` and `ruleset` are all of it, with the counters that rules go on from. */
  | { kind: 'rules'; node: string; text: string; ruleset: Ruleset }
  | { kind: 'sysctl'; node: string; name: string; value: string }
  /** A command could not be carried out; the world is as before. */
  | { kind: 'refused'; node: string; message: string }
  /** Nothing happened for a while (a second or more): the clock moved to this event's `t`. */
  | { kind: 'pass'; from: Micros }
  /** The queue is empty: nothing will ever happen again by itself. */
  | { kind: 'end' }

export interface SocketView {
  /** Counted from 1 per node. */
  id: number
  proto: 'tcp' | 'udp' | 'icmp'
  local: string
  remote?: string
  /** TCP: RFC 9293's state names ("SYN-SENT", "ESTABLISHED"); others "open" or "closed". */
  state: string
  /** Bytes of payload sent and received so far. */
  sent: number
  received: number
  /** What came of it, when it is over: "answered", "refused", "timed out", "reset". */
  outcome?: string
}

/** `n` is the event's place in the trace, from 0; a gap means that something was lost. */
export type TraceEvent = Body & { n: number; t: Micros }
export type EventKind = Body['kind']
export type EventOf<K extends EventKind> = Extract<TraceEvent, { kind: K }>
/** How the engine says an event; null when nobody listens. The world adds `n` and `t`. */
export type Say = (body: Body) => void
