/** The world as the page sees it at one place of the trace. Immutable: `fold.ts` makes the next one. */
import type { Command } from './command'
import type { CtState, Direction, Entry, EntryId, Tuple } from './conntrack'
import type {
  Cause,
  DropReason,
  Edit,
  Hook,
  PacketId,
  PortTry,
  RouteFound,
  RuleRef,
  SocketView,
  Station,
  TableName,
} from './trace'
import type { Micros } from './time'
import type { Ruleset } from '../rules/ruleset'

/** Where a packet is now. */
export type Place =
  | { at: 'node'; node: string; iface?: string; hook?: Hook; station?: Station }
  | {
      at: 'wire'
      link: string
      from: { node: string; iface: string }
      to: { node: string; iface: string } | null
      departs: Micros
      arrives: Micros
    }
  | { at: 'delivered'; node: string }
  | { at: 'dropped'; node: string; hook?: Hook; reason: DropReason; rule?: RuleRef }

/** One rewriting of a packet on the node where it is now. */
export interface Rewrite {
  /** The event that did it. */
  n: number
  cause: Cause
  edits: Edit[]
}

export interface PacketView {
  id: PacketId
  bytes: Uint8Array
  /** As it came to the node where it is now (or as it was born there). */
  arrived: Uint8Array
  born: { node: string; by: 'application' | 'kernel' | 'person'; about?: PacketId; t: Micros }
  place: Place
  /** What this node did to it so far, oldest first. Cleared when it enters the next node. */
  rewrites: Rewrite[]
  /** What conntrack of this node says of it. */
  ct?: { entry: EntryId | null; direction: Direction | null; state: CtState }
  /** Stations and hooks it has passed at this node, oldest first. */
  passed: { hook: Hook; station: Station; skipped: boolean }[]
  route?: RouteFound & { out?: string; nextHop?: string }
}

/**
 * What each node's rule set means at the start, by node. Parsed on the engine's side, so that the page can show rules
 * without carrying the parser.
 */
export type Rulesets = Readonly<Record<string, Ruleset>>

/** Packets and bytes. */
export interface Count {
  packets: number
  bytes: number
}

export interface NodeView {
  id: string
  /** The rule set in force and, beside it, counters that the fold keeps. Null when there is none. */
  rules: { text: string; ruleset: Ruleset } | null
  /** Keyed by `counterKey`: "nat/POSTROUTING/1" for a rule, "nat/POSTROUTING" for a policy. */
  counters: Readonly<Record<string, Count>>
  /** Confirmed and unconfirmed entries, by number. */
  conntrack: ReadonlyMap<EntryId, Entry>
  sockets: ReadonlyMap<number, SocketView>
  /** LOG lines and the kernel's own complaints, oldest first. */
  dmesg: readonly string[]
  sysctl: Readonly<Record<string, string>>
}

/** What the event at the playhead is about: the one thing to light up. */
export interface Focus {
  node?: string
  pkt?: PacketId
  hook?: Hook
  station?: Station
  table?: TableName
  chain?: string
  rule?: RuleRef
  /** Result of each part of the rule under test. */
  parts?: boolean[]
  matched?: boolean
  entry?: EntryId
  bind?: {
    manip: 'src' | 'dst'
    before: Tuple
    after: Tuple
    tries: PortTry[]
    port: 'kept' | 'named' | 'searched'
    rule?: RuleRef
  }
}

export interface View {
  /** Events folded in so far: the playhead. 0 before the first. */
  n: number
  t: Micros
  nodes: Readonly<Record<string, NodeView>>
  packets: ReadonlyMap<PacketId, PacketView>
  focus: Focus
  /** The last command carried out. */
  command?: Command
  over: boolean
}

export const counterKey = (table: TableName, chain: string, rule?: number): string =>
  rule === undefined ? `${table}/${chain}` : `${table}/${chain}/${rule}`
