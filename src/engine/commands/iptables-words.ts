/** The words of one `iptables` command: which command, on which table and chain, and with which rule. */
import type { Names } from '../../rules/chains'
import { Refused, Wrong } from '../../rules/grammar'
import { KNOWN_MATCHES } from '../../rules/known'
import { matchByName } from '../../rules/match'
import type { Listing } from '../../rules/list'
import { LONGEST_CHAIN } from '../../rules/parse'
import { BUILT_IN } from '../../rules/places'
import { BASE_OF, readRule, type RuleRead } from '../../rules/rule'
import { targetByName } from '../../rules/target'
import { VERDICTS } from '../../rules/target/verdict'
import type { Token } from '../../rules/tokens'
import { setsOfRule } from '../../rules/set-names'
import { Fault } from './faults'

export type Letter = 'A' | 'C' | 'D' | 'E' | 'F' | 'I' | 'L' | 'N' | 'P' | 'R' | 'S' | 'V' | 'X' | 'Z'

export interface Asked {
  letter: Letter
  /** `-Z` beside `-L` or `-S`. */
  andZero: boolean
  table: string
  /** Null for all chains. */
  chain: string | null
  /** Of a rule, from 1; 0 when there is none. */
  number: number
  /** The new name of `-E`, the policy of `-P`. */
  word: string
  /** Several where `-s` or `-d` has several addresses. */
  rules: RuleRead[]
  /** Read, but nothing that the kernel would take: why not. */
  refused: string | null
  listing: Listing
  /** Counters were given with the rule. */
  counted: boolean
}

/** How a command takes what follows it: its chain, and one thing more. */
const COMMANDS: { readonly [L in Letter]: { long: string; chain: 'must' | 'may' | 'none'; more?: 'number' | 'word' } } =
  {
    A: { long: 'append', chain: 'must' },
    C: { long: 'check', chain: 'must' },
    D: { long: 'delete', chain: 'must', more: 'number' },
    E: { long: 'rename-chain', chain: 'must', more: 'word' },
    F: { long: 'flush', chain: 'may' },
    I: { long: 'insert', chain: 'must', more: 'number' },
    L: { long: 'list', chain: 'may', more: 'number' },
    N: { long: 'new-chain', chain: 'must' },
    P: { long: 'policy', chain: 'must', more: 'word' },
    R: { long: 'replace', chain: 'must', more: 'number' },
    S: { long: 'list-rules', chain: 'may', more: 'number' },
    V: { long: 'version', chain: 'none' },
    X: { long: 'delete-chain', chain: 'may' },
    Z: { long: 'zero', chain: 'may', more: 'number' },
  }
const LETTERS = Object.keys(COMMANDS) as Letter[]

/** Options of iptables itself that are no commands. */
const OPTIONS = ['n', 'v', 'x', '0', 't', 'w', 'W', 'c', '4', '6', 'M'] as const
type OptionLetter = (typeof OPTIONS)[number]
/** `--line-numbers` has no short name. */
const SHORT: ReadonlyMap<string, Letter | OptionLetter> = new Map(
  [...LETTERS, ...OPTIONS].filter((letter) => letter !== '0').map((letter) => [`-${letter}`, letter] as const),
)
const LONG: readonly (readonly [string, Letter | OptionLetter])[] = [
  ...LETTERS.map((letter) => [COMMANDS[letter].long, letter] as const),
  ['rename', 'E'],
  ['numeric', 'n'],
  ['verbose', 'v'],
  ['exact', 'x'],
  ['line-numbers', '0'],
  ['table', 't'],
  ['wait', 'w'],
  ['wait-interval', 'W'],
  ['set-counters', 'c'],
  ['ipv4', '4'],
  ['ipv6', '6'],
  ['modprobe', 'M'],
]

/** What each command puts up with, of the options in the order in which they are complained of. */
const ORDER = ['n', 's', 'd', 'p', 'j', 'v', 'x', 'i', 'o', '0', 'c', 'f'] as const
const RULE = 'sdpjviocf'
const ALLOWED: { readonly [L in Letter]: string } = {
  A: RULE,
  I: RULE,
  R: RULE,
  C: 'sdpjviof',
  D: 'sdpjviof',
  L: 'nvx0',
  S: 'v',
  P: 'vc',
  F: 'v',
  Z: 'v',
  N: 'v',
  X: 'v',
  E: 'v',
  V: 'v',
}

/** In `iptables-restore` the table is the text's, and its chains are those known so far. */
export interface Context {
  /** Null: as `-t` says, "filter" without. */
  table: string | null
  /** Names that `-j` may have in this table. */
  chains(table: string): Names
  /** What is wrong with a set that a rule names; null for nothing. */
  complaint(set: string): string | null
}

/** Throws Fault. */
export function readCommand(words: readonly string[], context: Context): Asked {
  return new CommandReader(words, context).read()
}

/** As a shell would have to be given it. */
const quoted = (text: string): string =>
  /^[^\s"'\\]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`

class CommandReader {
  private readonly tokens: Token[]
  /** The words as one line, quoted where they must be. */
  private line = ''
  private letter: Letter | null = null
  private andZero = false
  private chain: string | null = null
  private number = 0
  private word = ''
  private readonly listing: Listing = {}
  private counters: [number, number] | null = null
  /** Letters of `ORDER` that were used. */
  private readonly used = new Set<string>()
  private table: string
  private waits = false
  private waitsBetween = false

  constructor(
    words: readonly string[],
    private readonly context: Context,
  ) {
    // What is kept as text is cut out of the line: each word must know its place in it.
    let column = 1
    this.tokens = words.map((text, i) => {
      const shown = quoted(text)
      const token = { text, column, length: Math.max(1, shown.length) }
      column += shown.length + 1
      this.line += (i > 0 ? ' ' : '') + shown
      return token
    })
    // A jump is looked up when it is read: the table must be known before, wherever it stands.
    // The last one counts.
    const named = words.flatMap((word, i) => {
      if (/^(?:-t|--t(?:a(?:b(?:le?)?)?)?)$/.test(word)) return words[i + 1] ?? []
      return /^(?:-t(?=.)|--table=)(.*)$/.exec(word)?.[1] ?? []
    })
    this.table = context.table ?? named.at(-1) ?? 'filter'
  }

  read(): Asked {
    const rest = this.readRest()
    const { letter, chain } = this
    if (letter === null) throw new Fault('usage', 'no command specified')
    if (this.waitsBetween && !this.waits) throw new Fault('usage', '--wait-interval only makes sense with --wait')
    this.checkOptions()
    if (letter === 'P' && this.table === 'nat' && this.word === 'DROP') throw noFiltering()
    if (letter === 'R' && this.number === 0) throw new Fault('usage', '-R requires a rule number')
    if (chain !== null && chain.length > LONGEST_CHAIN)
      throw new Fault('usage', `chain name \`${chain}' too long (must be under ${LONGEST_CHAIN + 1} chars)`)
    if (letter === 'N') checkName(chain!)
    if (rest.rules.length > 1 && letter === 'R')
      throw new Fault('usage', 'Replacement rule does not specify a unique address')
    if (chain !== null && 'ACDIR'.includes(letter)) this.checkPlace(chain, rest.rules)
    const { table, number, word, listing, andZero } = this
    const counters = this.counters && { packets: this.counters[0], bytes: this.counters[1] }
    const rules = rest.rules.map((rule) => ({ ...rule, ...counters }))
    return { letter, andZero, table, chain, number, word, listing, ...rest, rules, counted: counters !== null }
  }

  private checkOptions(): void {
    const { letter } = this
    const illegal = letter && ORDER.find((option) => this.used.has(option) && !ALLOWED[letter].includes(option))
    if (illegal) throw new Fault('usage', `Illegal option \`-${illegal}' with this command`)
  }

  private readRest(): Pick<Asked, 'rules' | 'refused'> {
    try {
      const chains = Object.hasOwn(BUILT_IN, this.table) ? this.context.chains(this.table) : new Set<string>()
      const rules = readRule(this.line, this.tokens, chains, (at) => this.take(at))
      this.checkSets(rules)
      return { rules, refused: null }
    } catch (error) {
      if (error instanceof Refused) return { rules: [], refused: error.why }
      if (!(error instanceof Wrong)) throw error
      // A chain to jump to is looked for when all has been read.
      if (/^Chain '.*' does not exist$/.test(error.message)) this.checkOptions()
      throw new Fault('usage', error.message)
    }
  }

  private checkSets(rules: readonly RuleRead[]): void {
    for (const name of rules.flatMap(setsOfRule)) {
      const complaint = this.context.complaint(name)
      if (complaint !== null) throw new Fault('usage', complaint)
    }
  }

  /** See `Outer`. */
  private take(at: number): number {
    this.unpack(at)
    const { text } = this.tokens[at]
    // `-m policy` has an option of its own that begins so.
    if (text === '--pol' && this.tokens.some((token) => token.text === 'policy')) return 0
    const key = letterOf(text)
    if (key === null || (key === 't' && this.context.table !== null)) {
      const base = BASE_OF.get(text.split('=', 1)[0])
      if (base && !['-m', '-t', '-4'].includes(base)) this.used.add(base === '-g' ? 'j' : base.slice(1))
      return 0
    }
    if (this.tokens[at - 1]?.text === '!') refuseBang(key)
    return isCommand(key) ? this.command(key, at) : this.option(key, at)
  }

  /** "-nvL" is "-n -v -L", "-jACCEPT" is "-j ACCEPT", "--table=nat" is "--table nat". */
  private unpack(at: number): void {
    const { text, column: start } = this.tokens[at]
    const split = (...texts: string[]): void =>
      void this.tokens.splice(
        at,
        1,
        ...texts.map((t) => ({ text: t, column: start + text.indexOf(t), length: t.length })),
      )
    const equals = text.indexOf('=')
    if (text.startsWith('--')) {
      if (equals > 0 && letterOf(text.slice(0, equals)) !== null) split(text.slice(0, equals), text.slice(equals + 1))
    } else if (text.length > 2) {
      const alone = 'nvx46fVh'.includes(text[1])
      split(text.slice(0, 2), (alone ? '-' : '') + text.slice(2))
      // iptables 1.8.9 takes the whole word where only its end is meant.
      if ('psdgjio'.includes(text[1])) this.tokens[at + 1].text = text
    }
  }

  private option(key: OptionLetter, at: number): number {
    switch (key) {
      case 'n':
        this.listing.numeric = true
        break
      case 'v':
        this.listing.verbose = true
        break
      case 'x':
        this.listing.exact = true
        break
      case '0':
        this.listing.lineNumbers = true
        break
      case 'w': {
        this.waits = true
        const seconds = this.followingWord(at + 1)
        if (seconds !== undefined && !/^\d/.test(seconds)) throw new Fault('usage', 'wait seconds not numeric')
        return seconds === undefined ? 1 : 2
      }
      case 'W':
        if (!/^\d/.test(this.argument(at))) throw new Fault('usage', 'wait interval not numeric')
        this.waitsBetween = true
        return 2
      case '6':
        throw new Fault('usage', '')
      case 't':
        if (!Object.hasOwn(BUILT_IN, this.argument(at)))
          throw new Fault('table', `table '${this.argument(at)}' does not exist`)
        return 2
      case 'M':
        return 2
      case 'c':
        this.used.add('c')
        return this.count(at)
      default:
        return 1
    }
    this.used.add(key)
    return 1
  }

  /** "-c 10 20" or "-c 10,20". */
  private count(at: number): number {
    if (this.counters) throw new Fault('usage', 'multiple -c flags not allowed')
    const [first, second = this.followingWord(at + 2)] = this.argument(at).split(',')
    if (second === undefined) throw new Fault('usage', '-c requires packet and byte counter')
    for (const [what, text] of [
      ['packet', first],
      ['byte', second],
    ])
      if (!/^\d+$/.test(text)) throw new Fault('usage', `-c ${what} counter not numeric`)
    this.counters = [Number(first), Number(second)]
    return first.length < this.argument(at).length ? 2 : 3
  }

  private command(letter: Letter, at: number): number {
    const both = new Set([this.letter, letter])
    if (this.letter !== null) {
      if (!(both.has('Z') && (both.has('L') || both.has('S'))))
        throw new Fault('usage', `Cannot use -${letter} with -${this.letter}`)
      this.andZero = true
    }
    if (!(letter === 'Z' && this.andZero)) this.letter = letter
    const { chain, more } = COMMANDS[letter]
    let next = at + 1
    if (chain === 'must') this.chain = this.argument(next++ - 1)
    else if (chain === 'may') {
      const name = this.followingWord(next)
      if (name === undefined) return 1
      this.chain = name
      next++
    }
    const second = this.followingWord(next)
    if (more === 'word') {
      if (second === undefined)
        throw new Fault(
          'usage',
          letter === 'E' ? '-E requires old-chain-name and new-chain-name' : '-P requires a chain and a policy',
        )
      this.word = second
      next++
    } else if (more === 'number' && second !== undefined) {
      if (!/^\d+$/.test(second) || Number(second) === 0) throw new Fault('usage', `Invalid rule number \`${second}'`)
      this.number = Number(second)
      next++
    }
    return next - at
  }

  private argument(at: number): string {
    const next = this.tokens[at + 1]
    if (!next) throw new Fault('usage', `option "${this.tokens[at].text}" requires an argument`)
    return next.text
  }

  /** Optional words end where options begin. */
  private followingWord(at: number): string | undefined {
    const text = this.tokens[at]?.text
    return text === undefined || /^[-!]/.test(text) ? undefined : text
  }

  /** What iptables itself looks at; the rest is the kernel's to refuse. */
  private checkPlace(chain: string, rules: readonly RuleRead[]): void {
    if (this.used.has('i') && ['OUTPUT', 'POSTROUTING'].includes(chain))
      throw new Fault('usage', `Can't use -i with ${chain}`)
    if (this.used.has('o') && ['INPUT', 'PREROUTING'].includes(chain))
      throw new Fault('usage', `Can't use -o with ${chain}`)
    for (const { target, matches } of rules) {
      if (target?.kind === 'goto' && !this.context.chains(this.table).has(target.chain))
        throw new Fault('usage', `Chain '${target.chain}' does not exist`)
      if (target?.kind === 'DROP' && this.table === 'nat') throw noFiltering()
      const stranger = matches.find(
        (m) =>
          m.kind === 'unmodelled' && !m.name.startsWith('-') && !KNOWN_MATCHES.has(m.name) && !matchByName.has(m.name),
      )
      if (stranger?.kind === 'unmodelled')
        throw new Fault('usage', `Couldn't load match \`${stranger.name}':No such file or directory`)
    }
  }
}

const noFiltering = (): Fault =>
  new Fault('usage', 'The "nat" table is not intended for filtering, the use of DROP is therefore inhibited.')

function letterOf(text: string): Letter | OptionLetter | null {
  if (text.length === 2) return SHORT.get(text) ?? null
  if (!text.startsWith('--') || text.length < 3) return null
  const long = text.slice(2)
  const whole = LONG.find(([name]) => name === long)
  if (whole) return whole[1]
  const fits = LONG.filter(([name]) => name.startsWith(long))
  const ofRule = [...BASE_OF].some(([name, base]) => name.startsWith(text) && base !== '-t')
  return new Set(fits.map(([, letter]) => letter)).size === 1 && !ofRule ? fits[0][1] : null
}

function refuseBang(key: Letter | OptionLetter): void {
  if (isCommand(key)) throw new Fault('usage', "unexpected '!' flag")
  if (key === 't') throw new Fault('usage', 'unexpected ! flag before --table')
  if ('cnvx'.includes(key)) throw new Fault('usage', `cannot have ! before -${key}`)
}

const isCommand = (key: Letter | OptionLetter): key is Letter => LETTERS.some((letter) => letter === key)

/** Throws Fault on what cannot be a chain's name. */
export function checkName(name: string): void {
  if (/^[-!]/.test(name)) throw new Fault('usage', `chain name not allowed to start with \`${name[0]}'`)
  if (name.length > LONGEST_CHAIN)
    throw new Fault('usage', `chain name \`${name}' too long (must be under ${LONGEST_CHAIN + 1} chars)`)
  if (name === '' || targetByName.has(name) || VERDICTS.some((v) => v === name))
    throw new Fault('usage', 'chain name may not clash with target name')
  if (/\s/.test(name)) throw new Fault('usage', `Invalid chain name \`${name}'`)
}
