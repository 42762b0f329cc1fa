/**
 * A rule set as data. `parse.ts` makes it from `iptables-save` text, `print.ts` gives the text back.
 * Each kind of match and target has its own shape, in `match/` and `target/`.
 */
import type { Match } from './match'
import type { Target } from './target'

export type { Match, MatchKind, MatchOf } from './match'
export type { Target, TargetKind, TargetOf } from './target'

export interface Ruleset {
  /** Those before the first table; a text without such lines has none. */
  sets?: SetLine[]
  /** In the order of the text. */
  tables: Table[]
}
/** A line of `ipset save`, as it was written: what it says is the engine's to read. */
export interface SetLine {
  text: string
  /** From 1. */
  line: number
}
export interface Table {
  name: string
  /** The built-in chains, all of them, in the order of their hooks; then the user's, by name. */
  chains: Chain[]
}
export interface Chain {
  name: string
  /** Built-in chains have one; user chains have none. */
  policy: 'ACCEPT' | 'DROP' | null
  packets: number
  bytes: number
  /** The text had rules for the table but no `:CHAIN` line: iptables-nft then makes the chain without counters. */
  uncounted?: true
  /** `uncounted`, and a command has been at it: the kernel has the chain, be it empty. */
  made?: true
  rules: Rule[]
}
export interface Rule {
  /** In the order in which they are tested and printed: -s, -d, -i, -o, -p, -f, then each -m as written. */
  matches: Match[]
  /** A rule without a target only counts. */
  target: Target | null
  packets: number
  bytes: number
  /** The counters were given with `-c`, which counts even where those of the text do not. */
  counted?: true
  /** Line of the text it came from, from 1. */
  line: number
}
/** Line and column count from 1; `length` is in characters, at least 1. */
export interface RuleError {
  line: number
  column: number
  length: number
  /** In iptables' own words where it has some. */
  message: string
  /** What would have been right there, as a phrase: "an IPv4 address or prefix". */
  expected: string
}
