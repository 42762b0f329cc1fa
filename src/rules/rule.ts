/**
 * Reads the words of one rule, after `-A CHAIN`. Follows getopt as iptables uses it: options of the extension loaded
 * last are looked at first, long names may be cut short, and `-p tcp` loads `-m tcp` when one of its options is met.
 */
import type { Names } from './chains'
import { Deferred, Wrong, type Extension, type Proto } from './grammar'
import { KNOWN_MATCHES, KNOWN_TARGETS, meant, PROTOCOL_MATCHES } from './known'
import { load, loadUnmodelled, type Loaded, type LoadedOption } from './loaded'
import { asNative } from './native'
import { matchByName, type ExtensionMatch, type Match } from './match'
import { readAddress } from './match/address'
import { readInterface } from './match/interface'
import { readProtocol } from './match/protocol'
import { targetByName, type ExtensionTarget, type Target } from './target'
import { VERDICTS } from './target/verdict'
import type { Token } from './tokens'
import { Unmodelled } from './values'

/** A rule as read; `-s` and `-d` with several addresses make several of it. */
export interface RuleRead {
  matches: Match[]
  target: Target | null
  packets: number
  bytes: number
  counted?: true
  /** Where in the line things stand that can only be judged in their table and chain. */
  spots: Spots
}

/** Options of every rule, each with its short name first. */
const BASE = [
  ['-s', '--source', '--src'],
  ['-d', '--destination', '--dst'],
  ['-i', '--in-interface'],
  ['-o', '--out-interface'],
  ['-p', '--protocol', '--proto'],
  ['-f', '--fragments'],
  ['-m', '--match'],
  ['-j', '--jump'],
  ['-g', '--goto'],
  ['-c', '--set-counters'],
  ['-t', '--table'],
  ['-4', '--ipv4'],
] as const
type Base = (typeof BASE)[number][0]
/** The short name of each by any of its names. */
export const BASE_OF: ReadonlyMap<string, Base> = new Map(
  BASE.flatMap((names) => names.map((n) => [n, names[0]] as const)),
)
/** The order in which those that test are tested and printed. */
const RANK: readonly Base[] = ['-s', '-d', '-i', '-o', '-p', '-f']
/** Options of iptables' commands: they only count when a name is cut short. */
const COMMANDS = [
  'append',
  'check',
  'delete',
  'delete-chain',
  'exact',
  'flush',
  'insert',
  'line-numbers',
  'list',
  'modprobe',
  'new-chain',
  'numeric',
  'policy',
  'rename-chain',
  'replace',
  'verbose',
  'wait',
  'zero',
] as const
/** Options of extensions that have the name of a base option and go before it. */
const SHADOWS: ReadonlyMap<string, string> = new Map([['policy', 'proto']])
const ONCE = new Set<Base>([...RANK, '-j', '-g', '-c'])

export type Spots = Partial<Record<'target' | '-i' | '-o', Token>>

/**
 * Takes an option that is no rule's, of `iptables` itself, together with its words: how many words that is. 0 leaves
 * the option to the rule.
 */
export type Outer = (at: number) => number

export function readRule(line: string, tokens: readonly Token[], chains: Names, outer: Outer = () => 0): RuleRead[] {
  return new RuleReader(line, tokens, chains, outer).read()
}

class RuleReader {
  private at = 0
  private bang: Token | null = null
  private readonly proto: Proto = { number: 0, not: false }
  private readonly given = new Set<Base>()
  /** Alternatives for each base test: more than one for a list of addresses. */
  private readonly base = new Map<Base, Match[]>()
  private readonly matches: Loaded<ExtensionMatch>[] = []
  private target: Loaded<ExtensionTarget> | null = null
  /** Matches and target in the order in which they were named. */
  private readonly loaded: Loaded<ExtensionMatch | ExtensionTarget>[] = []
  private simple: Target | null = null
  private readonly spots: Spots = {}
  /** Addresses are looked at when all else has been. */
  private readonly later: (() => void)[] = []
  private deferred: Deferred | null = null
  private packets = 0
  private bytes = 0

  constructor(
    private readonly line: string,
    private readonly tokens: readonly Token[],
    private readonly chains: Names,
    private readonly outer: Outer,
  ) {}

  read(): RuleRead[] {
    while (this.at < this.tokens.length) {
      const taken = this.tokens[this.at].text.startsWith('-') ? this.outer(this.at) : 0
      this.at += taken
      if (taken > 0) continue
      const token = this.tokens[this.at++]
      // Readers do not know where their word stands: whatever they complain of is pointed at from here.
      if (token.text === '!') this.invert(token)
      else if (token.text.startsWith('-') && token.text.length > 1) this.option(token)
      else throw new Wrong(`Bad argument \`${token.text}'`, 'an option, such as -s, -p or -j', token)
    }
    if (this.bang) throw new Wrong('nothing appropriate following !', 'an option after !', this.bang)
    return this.rules()
  }

  private invert(token: Token): void {
    if (this.bang) throw new Wrong('multiple consecutive ! not allowed', 'one !', token)
    this.bang = token
  }

  private option(token: Token): void {
    const equals = token.text.startsWith('--') ? token.text.indexOf('=') : -1
    const name = equals < 0 ? token.text : token.text.slice(0, equals)
    const attached: Token | null =
      equals < 0
        ? null
        : { text: token.text.slice(equals + 1), column: token.column + equals + 1, length: token.length - equals - 1 }

    const found = this.find(name)
    if (found === null) throw new Wrong(`unknown option "${name}"`, this.suggest(name), token)
    if (found === 'unmodelled') this.keepFor(token)
    else if (typeof found === 'string') this.baseOption(found, token, attached)
    else this.extensionOption(found, token, name, attached)
  }

  /**
   * Whose option it is: by its whole name, then by the start of one, then of the protocol's own extension. One that
   * is not modelled takes what would have been its, as far as one can tell: all but the exact names of the others.
   */
  private find(name: string): LoadedOption | Base | 'unmodelled' | null {
    const long = name.startsWith('--') ? name.slice(2) : null
    const latest = this.loaded.at(-1)
    if (long !== null && latest && SHADOWS.get(latest.name) === long)
      return latest.options?.find((o) => o.names.includes(long)) ?? 'unmodelled'
    const base = BASE_OF.get(name)
    if (base) return base
    if (long === null || long === '') return null

    const greedy = latest?.options === null
    for (const owner of this.loaded.toReversed()) {
      const option = owner.options?.find((o) => o.names.includes(long))
      if (option && !(greedy && owner !== this.protocolMatch())) return option
    }
    if (!greedy) {
      const fits = this.startingWith(long)
      if (fits.length > 1) return null
      if (fits.length === 1) return fits[0]
    }
    return this.findByProtocol(long, greedy) ?? (this.loaded.some((l) => l.options === null) ? 'unmodelled' : null)
  }

  /** Options whose names start so; 'unmodelled' stands for those of iptables' commands, which no rule can have. */
  private startingWith(long: string): (LoadedOption | Base | 'unmodelled')[] {
    const base = BASE.filter(([, ...names]) => names.some((n) => n.startsWith(`--${long}`))).map(([short]) => short)
    const options = this.loaded.flatMap((l) => l.options ?? []).filter((o) => o.names.some((n) => n.startsWith(long)))
    const commands =
      base.length + options.length ? COMMANDS.filter((n) => n.startsWith(long)).map(() => 'unmodelled' as const) : []
    return [...base, ...options, ...commands]
  }

  /** Loads the extension of the rule's protocol if it has such an option. */
  private findByProtocol(long: string, exact: boolean): LoadedOption | 'unmodelled' | null {
    const token = this.tokens[this.at - 1]
    const own = this.protocolExtension()
    if (own && !this.protocolMatch()) {
      if (own.options.some((o) => o.names.some((n) => (exact ? n === long : n.startsWith(long))))) {
        const match = this.addMatch(load(own, token, '-m'))
        return (
          match.options!.find((o) => o.names.includes(long)) ??
          match.options!.find((o) => o.names.some((n) => n.startsWith(long)))!
        )
      }
    }
    const unmodelled = this.proto.not || exact ? undefined : PROTOCOL_MATCHES.get(this.proto.number)
    if (unmodelled === undefined || this.matches.some((m) => m.name === unmodelled)) return null
    this.addMatch(loadUnmodelled(unmodelled, token, '-m'))
    return 'unmodelled'
  }

  private addMatch(match: Loaded<ExtensionMatch>): Loaded<ExtensionMatch> {
    this.matches.push(match)
    this.loaded.push(match)
    return match
  }

  private addTarget(target: Loaded<ExtensionTarget>): void {
    this.target = target
    this.loaded.push(target)
  }

  private protocolExtension(): Extension<ExtensionMatch> | null {
    // `! -p tcp` loads it too: its tests are of bytes then, whatever the header.
    if (this.proto.number === 0) return null
    for (const extension of matchByName.values()) if (extension.proto === this.proto.number) return extension
    return null
  }

  private protocolMatch(): Loaded<ExtensionMatch> | undefined {
    const own = this.protocolExtension()
    return own ? this.matches.findLast((m) => m.name === own.name) : undefined
  }

  /** Everything up to the next option belongs to it. */
  private keepFor(token: Token): void {
    const from = this.takeBang() ?? token
    let last = token
    while (this.at < this.tokens.length && !/^(?:!$|-)/.test(this.tokens[this.at].text)) last = this.tokens[this.at++]
    this.loaded.findLast((l) => l.options === null)?.keep(this.raw(from, last))
  }

  private extensionOption(option: LoadedOption, token: Token, name: string, attached: Token | null): void {
    const from = this.takeBang()
    const args: Token[] = []
    for (let i = 0; i < option.takes; i++) {
      const arg = i === 0 && attached ? attached : this.tokens[this.at++]
      if (!arg || (i > 0 && /^[-!]/.test(arg.text))) {
        const two = option.takes > 1 ? `${name} requires two args.` : `option "${name}" requires an argument`
        throw new Wrong(two, option.expected, token)
      }
      args.push(arg)
    }
    const last = args.at(-1) ?? token
    this.pointing(args.length === 1 ? args[0] : token, () =>
      option.read(
        { args: args.map((a) => a.text), not: from !== null, option: name, proto: this.proto },
        this.raw(from ?? token, last),
      ),
    )
  }

  private baseOption(option: Base, token: Token, attached: Token | null): void {
    // To iptables `-g` is a kind of `-j`.
    const flag = option === '-g' ? '-j' : option
    if (this.given.has(flag) && ONCE.has(flag))
      throw new Wrong(`multiple ${flag} flags not allowed`, `one ${flag}`, token)
    this.given.add(flag)
    const bang = this.takeBang()
    if (bang && !RANK.includes(option)) {
      const says = option === '-m' ? 'unexpected ! flag before --match' : `cannot have ! before ${flag}`
      throw new Wrong(says, `${option} without !`, bang)
    }
    if (option === '-4') return
    if (option === '-f') return void this.base.set('-f', [{ kind: 'fragment', not: bang !== null }])
    if (option === '-t')
      throw new Wrong(
        'The -t option cannot be used in iptables-restore.',
        'a line such as *nat before the rules',
        token,
      )

    // iptables 1.8.9 takes "--jump=ACCEPT" as a whole for the target, and likewise others; not so a match.
    const arg = (attached && option !== '-m' && option !== '-c' ? token : attached) ?? this.tokens[this.at++]
    if (!arg) throw new Wrong(`option "${token.text}" requires an argument`, EXPECTED[option], token)
    const next = this.tokens[this.at]
    if (arg.text === '!' && next && !/^[-!]/.test(next.text) && !['-m', '-j', '-p'].includes(option))
      throw new Wrong(`Bad argument \`${next.text}'`, `the ! before the option: ! ${option} ${next.text}`, next)
    this.pointing(arg, () => this.take(option, arg, token, bang !== null))
  }

  private take(option: Exclude<Base, '-f' | '-t' | '-4'>, arg: Token, token: Token, not: boolean): void {
    switch (option) {
      case '-s':
      case '-d':
        return void this.later.push(() => this.pointing(arg, () => this.addresses(option, arg.text, not)))
      case '-i':
      case '-o':
        this.spots[option] = token
        return this.test(option, readInterface(option === '-i' ? 'in' : 'out', arg.text, not))
      case '-p': {
        const protocol = readProtocol(arg.text, not)
        Object.assign(this.proto, { number: protocol?.proto ?? 0, not })
        return this.test(option, protocol)
      }
      case '-m':
        return this.loadMatch(arg)
      case '-j':
        return this.jump(arg)
      case '-g':
        this.spots.target = arg
        this.simple = { kind: 'goto', chain: arg.text }
        return
      case '-c': {
        const second = this.tokens[this.at++]
        if (!second || !/^\d+$/.test(arg.text) || !/^\d+$/.test(second.text))
          throw new Wrong('-c packet counter not numeric', 'two numbers, packets and bytes')
        this.packets = Number(arg.text)
        this.bytes = Number(second.text)
      }
    }
  }

  private test(option: Base, match: Match | null): void {
    if (match) this.base.set(option, [match])
  }

  private addresses(option: '-s' | '-d', text: string, not: boolean): void {
    const kind = option === '-s' ? 'source' : 'destination'
    const parts = text.split(',').map((part) => part.trimStart())
    const read = parts.map((part): Match | null => {
      try {
        return readAddress(kind, part, not)
      } catch (error) {
        if (!(error instanceof Unmodelled)) throw error
        return { kind: 'unmodelled', name: option, text: `${not ? '! ' : ''}${option} ${part}` }
      }
    })
    if (parts.length > 1 && not)
      throw new Wrong('! not allowed with multiple source or destination IP addresses', 'one address after !')
    const tests = read.filter((m) => m !== null)
    if (tests.length) this.base.set(option, tests)
  }

  private loadMatch(name: Token): void {
    const own = matchByName.get(name.text)
    if (own) return void this.addMatch(load(own, name, '-m'))
    const near = KNOWN_MATCHES.has(name.text) ? undefined : meant(name.text, [...matchByName.keys(), ...KNOWN_MATCHES])
    if (near !== undefined)
      throw new Wrong(`Couldn't load match \`${name.text}':No such file or directory`, `perhaps "${near}"`)
    this.addMatch(loadUnmodelled(name.text, name, '-m'))
  }

  private jump(name: Token): void {
    this.spots.target = name
    if (name.text === '') throw new Wrong('Invalid target name (too short)', 'a chain or a target')
    const verdict = VERDICTS.find((v) => v === name.text)
    const own = targetByName.get(name.text)
    if (verdict) this.simple = { kind: verdict }
    else if (own) this.addTarget(load(own, name, '-j'))
    else if (this.chains.has(name.text)) this.simple = { kind: 'jump', chain: name.text }
    else if (KNOWN_TARGETS.has(name.text) || this.optionFollows(name))
      this.addTarget(loadUnmodelled(name.text, name, '-j'))
    else {
      const wrong = new Wrong(`Chain '${name.text}' does not exist`, this.nearTarget(name.text), name)
      this.later.push(() => {
        throw wrong
      })
    }
  }

  /** A name that nobody knows is a target if options nobody knows come after it, and otherwise a chain forgotten. */
  private optionFollows(name: Token): boolean {
    const next = this.tokens[this.at]
    return (
      meant(name.text, [...targetByName.keys(), ...VERDICTS, ...this.chains]) === undefined &&
      next?.text.startsWith('--') &&
      !BASE_OF.has(next.text) &&
      !this.loaded.some((l) => l.options?.some((o) => o.names.includes(next.text.slice(2))))
    )
  }

  private nearTarget(typed: string): string {
    const near = meant(typed, [...VERDICTS, ...targetByName.keys(), ...this.chains, ...KNOWN_TARGETS])
    return near === undefined ? 'a target such as ACCEPT, or a chain that the table declares' : `perhaps "${near}"`
  }

  private suggest(name: string): string {
    const own = this.protocolExtension()
    const options = [...this.loaded.flatMap((l) => l.options ?? []), ...(own?.options ?? [])].flatMap((o) => o.names)
    const near = meant(name.slice(2), options)
    if (near !== undefined) return `perhaps "--${near}"`
    if (['dport', 'sport', 'destination-port', 'source-port'].includes(name.slice(2)))
      return '-p tcp or -p udp before it'
    return options.length
      ? `one of ${[...new Set(options)].map((o) => `--${o}`).join(', ')}`
      : 'an option such as -s, -p or -j'
  }

  private takeBang(): Token | null {
    const bang = this.bang
    this.bang = null
    return bang
  }

  private raw = (from: Token, to: Token): string => this.line.slice(from.column - 1, to.column - 1 + to.length)

  /** What `read` throws without a place is about `token`. */
  private pointing<T>(token: Token, read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof Wrong) error.token ??= token
      throw error
    }
  }

  private rules(): RuleRead[] {
    const extensions = asNative(this.matches.map((m) => this.finished(m)))
    const target = this.target ? this.finished(this.target) : this.simple
    for (const look of this.later) look()
    if (this.deferred) throw this.deferred
    let rules: Match[][] = [[]]
    for (const option of RANK) {
      const tests = this.base.get(option)
      if (tests) rules = rules.flatMap((before) => tests.map((test) => [...before, test]))
    }
    return rules.map((tests) => ({
      matches: [...tests, ...extensions],
      target,
      packets: this.packets,
      bytes: this.bytes,
      ...(this.given.has('-c') && { counted: true }),
      spots: this.spots,
    }))
  }

  private finished<T extends { kind: string }>(
    loaded: Loaded<T>,
  ): T | { kind: 'unmodelled'; name: string; text: string } {
    try {
      const out = this.pointing(loaded.token, () => loaded.finish(this.proto))
      return out.modelled ? out.value : { kind: 'unmodelled', name: out.name, text: out.text }
    } catch (error) {
      if (!(error instanceof Deferred)) throw error
      this.deferred ??= error
      return { kind: 'unmodelled', name: loaded.name, text: '' }
    }
  }
}

const EXPECTED: Record<Base, string> = {
  '-s': 'an IPv4 address or prefix, such as 192.168.1.0/24',
  '-d': 'an IPv4 address or prefix, such as 192.168.1.0/24',
  '-i': 'an interface name such as eth0, or eth+ for every one that starts so',
  '-o': 'an interface name such as eth0, or eth+ for every one that starts so',
  '-p': 'a protocol such as tcp, udp, icmp, or a number to 255',
  '-f': 'nothing after it',
  '-m': 'the name of a match, such as conntrack',
  '-j': 'a target such as ACCEPT, or a chain',
  '-g': 'a chain',
  '-c': 'two numbers, packets and bytes',
  '-t': 'nothing',
  '-4': 'nothing after it',
}
