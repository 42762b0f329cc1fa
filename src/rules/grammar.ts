/**
 * How an extension says which options it has and what they mean. One of these stands in each file of
 * `match/` and `target/`; `options.ts` walks a rule's words with them.
 */
import type { Token } from './tokens'

/** Something wrong with a word of the line. Thrown by readers, caught once per line. */
export class Wrong extends Error {
  readonly expected: string
  /** Null: the word that the reader was given (or the extension's name). */
  token: Token | null

  constructor(message: string, expected: string, token: Token | null = null) {
    super(message)
    this.expected = expected
    this.token = token
  }
}

/** Something that is noticed only when all the rule has been read. */
export class Deferred extends Wrong {}

/** Something iptables takes and the kernel refuses: iptables then names just the chain, so `expected` has to say what is wrong. */
export class Refused extends Deferred {
  constructor(
    expected: string,
    token: Token | null = null,
    readonly why = 'Invalid argument',
  ) {
    super(`RULE_APPEND failed (${why})`, expected, token)
  }
}

/** What an option's reader may know. */
export interface Reading {
  /** The words after the option, as many as it takes. */
  args: string[]
  /** A `!` stood before the option. */
  not: boolean
  /** As typed: "--dport". */
  option: string
  /** Names the option's canonical spelling in iptables' complaints. */
  extension: string
  proto: Proto
}

/** What `-p` said so far; `number` is 0 when it said nothing. */
export interface Proto {
  number: number
  not: boolean
}

export interface Option<T> {
  /** Without the dashes. The first is the one that is printed and named in complaints. */
  names: readonly string[]
  /** Words it takes; 1 when left out. */
  takes?: 0 | 1 | 2
  /** A `!` may stand before it. */
  not?: boolean
  /** Said when it is given twice; iptables has a sentence for most, and its own for some. */
  once?: string
  /** It may be given twice. */
  again?: true
  /** Canonical names of options that it cannot stand beside. */
  excludes?: readonly string[]
  /** The canonical name of one that must stand beside it. */
  also?: string
  /** The extension cannot do without it. */
  must?: true
  /** What its value looks like, for the message when it is missing. */
  expected?: string
  /** iptables knows the option, the engine does not: a rule that uses it keeps this extension as text, unmodelled. */
  unmodelled?: true
  read(into: T, reading: Reading): void
}

export interface Extension<T extends { kind: string }> {
  kind: T['kind']
  /** As after `-m` or `-j`. */
  name: string
  /** An extension of one protocol is loaded by `-p` alone when one of its options is met. */
  proto?: number
  /** What it is before any option. */
  begin(): T
  options: readonly Option<T>[]
  /** Throws `Wrong` when what was given is not enough, or does not go together. `seen` has canonical option names. */
  finish?(value: T, seen: ReadonlySet<string>, proto: Proto): void
  /** Options as `iptables-save` prints them: "--dport 80", or "" for none. */
  print(value: T): string
  /** What stands for it in a row of `iptables -L -n -v`: "tcp dpt:80", or "" for nothing; with `named`, of `iptables -L`. */
  list(value: T, named?: Named): string
  /** Where a match or target may stand; anywhere when left out. */
  habitat?(value: T): Habitat | undefined
}

/** How `iptables -L` without `-n` shows numbers that have names. */
export interface Named {
  /** A port that rules of this protocol speak of: "http" for 80. */
  service(port: number): string
}

/** Where a target or match may be used. */
export interface Habitat {
  tables?: readonly string[]
  hooks?: readonly string[]
  /** Only looked at in built-in chains: a chain of one's own may then be reached from anywhere. */
  builtIn?: true
}

/** "! " or nothing, as before an option in `iptables-save`. */
export const bang = (not: boolean): string => (not ? '! ' : '')

/** Joins what is not empty. */
export const words = (...parts: (string | false | 0 | undefined)[]): string => parts.filter(Boolean).join(' ')
