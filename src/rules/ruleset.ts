/**
 * A rule set as data. `parse.ts` makes it from `iptables-save` text, `print.ts` gives the text back.
 * Each kind of match and target adds its own shape in `match/` and `target/`.
 */
export interface Ruleset {
  tables: Table[]
}
export interface Table {
  name: string
  chains: Chain[]
}
export interface Chain {
  name: string
  /** Built-in chains have one; user chains have none. */
  policy: 'ACCEPT' | 'DROP' | null
  packets: number
  bytes: number
  rules: Rule[]
}
export interface Rule {
  matches: Match[]
  target: Target | null
  packets: number
  bytes: number
  /** Line of the text it came from, from 1. */
  line: number
}
export type Match = { kind: string }
export type Target = { kind: string }
/** Line and column count from 1; `length` is in characters, at least 1. */
export interface RuleError {
  line: number
  column: number
  length: number
  message: string
  /** What would have been right there, as a phrase: "an IPv4 address or prefix". */
  expected: string
}
