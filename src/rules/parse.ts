/** `iptables-save` text → rule set, as `iptables-restore` reads it; but every line that is wrong is reported, not just the first. */
import { addChain, chainOf } from './chains'
import { checkTable, type Origin } from './check'
import * as edit from './edit'
import { Refused, Wrong } from './grammar'
import { BUILT_IN } from './places'
import { readRule, type RuleRead } from './rule'
import type { Chain, Rule, RuleError, Ruleset, SetLine, Table } from './ruleset'
import { tokenize, type Token } from './tokens'

export type Parsed = { ok: true; ruleset: Ruleset } | { ok: false; errors: RuleError[] }

const EDITS: ReadonlySet<string> = new Set(['-R', '-D', '-F', '-Z', '-X', '-E'])

/** `XT_EXTENSION_MAXNAMELEN` less the final zero. */
export const LONGEST_CHAIN = 28

/** A line of `ipset save`; they may stand before the first table. */
export const SET_LINE = /^[ \t]*(?:create|add)\s/m

export function parseRuleset(text: string): Parsed {
  const reader = new Reader()
  const lines = text.split(/\r?\n/)
  const chains = declaredChains(lines)
  lines.forEach((line, at) => reader.line(line, at + 1, chains))
  reader.end(lines)
  const errors = reader.errors.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return errors.length ? { ok: false, errors } : { ok: true, ruleset: reader.ruleset() }
}

/** Names per `*table` line, those further down too: who names one too early means it all the same. */
function declaredChains(lines: readonly string[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>()
  let names = new Set<string>()
  lines.forEach((line, at) => {
    const table = /^\*\s*(\S+)/.exec(line)
    if (table) found.set(at + 1, (names = new Set(Object.hasOwn(BUILT_IN, table[1]) ? BUILT_IN[table[1]] : [])))
    const chain = /^(?::\s*|\s*(?:-N|--new-chain)\s+)(\S+)/.exec(line)
    if (chain) names.add(chain[1])
  })
  return found
}

class Reader {
  readonly tables: Table[] = []
  readonly errors: RuleError[] = []
  private table: Table | null = null
  private readonly sets: SetLine[] = []
  /** Names of the sets above. */
  private readonly created = new Set<string>()
  private chains: ReadonlySet<string> = new Set()
  private origins = new Map<Rule, Origin>()

  line(line: string, number: number, declared: ReadonlyMap<number, ReadonlySet<string>>): void {
    if (/^\s*(?:#|$)/.test(line)) return
    const whole: Token = { text: line, column: 1 + line.search(/\S/), length: line.trim().length }
    try {
      if (line.startsWith('*') && this.table === null)
        this.open(line.slice(1).trim(), whole, declared.get(number) ?? new Set())
      else if (this.tables.length === 0 && SET_LINE.test(line)) this.set(line, number)
      else if (this.table === null) throw new Wrong(`line ${number} failed`, 'a table such as *nat before it', whole)
      else if (/^COMMIT\s*$/.test(line)) this.close()
      else if (line.startsWith(':')) this.declare(line, this.table, whole)
      else this.command(line, number, this.table, whole)
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      this.report(error, error.token ?? whole, number)
    }
  }

  ruleset = (): Ruleset => ({ ...(this.sets.length > 0 && { sets: this.sets }), tables: this.tables })

  /** "create NAME TYPE …" or "add NAME ELEMENT …" */
  private set(line: string, number: number): void {
    const words = tokenize(line)
    const [verb, name] = words
    if (words.length < 3)
      throw new Wrong(
        `Missing ${name ? 'second ' : ''}mandatory argument to command ${verb.text}`,
        verb.text === 'add' ? 'a set and an element' : 'a name and a type',
        words.at(-1),
      )
    if (verb.text === 'create') this.created.add(name.text)
    else if (!this.created.has(name.text))
      throw new Wrong('The set with the given name does not exist', `create ${name.text} above this line`, name)
    this.sets.push({ text: line.trimEnd(), line: number })
  }

  /** A table that nobody committed is none: `iptables-restore` leaves it out and fails. */
  end(lines: readonly string[]): void {
    if (this.table === null) return
    const number = lines.findLastIndex((l) => l.trim() !== '') + 1
    const text = lines[number - 1].trimEnd()
    const whole: Token = { text, column: 1, length: Math.max(1, text.length) }
    this.report(
      new Wrong(`COMMIT expected at line ${number + 1}`, 'COMMIT after the last rule of a table'),
      whole,
      number,
    )
    this.close()
  }

  /** `*nat` and `COMMIT` with nothing between make no table. */
  private untouched = (table: Table): boolean =>
    table.chains.every((c) => c.uncounted && !c.made && c.rules.length === 0)

  private report(wrong: Wrong, token: Token, line: number): void {
    const { column, length } = wrong.token ?? token
    this.errors.push({ line, column, length: Math.max(1, length), message: wrong.message, expected: wrong.expected })
  }

  private open(name: string, whole: Token, chains: ReadonlySet<string>): void {
    const known = Object.hasOwn(BUILT_IN, name)
    // The rules of a table that does not exist are still looked at, as those of a filter table.
    const table = edit.emptyTable(name)
    this.table = table
    this.chains = chains
    this.origins = new Map()
    const again = this.tables.findIndex((t) => t.name === name)
    if (again >= 0) this.tables.splice(again, 1)
    this.tables.push(table)
    if (!known)
      throw new Wrong(`table name '${name}' invalid`, `one of ${Object.keys(BUILT_IN).join(', ')}`, {
        ...whole,
        column: whole.column + 1,
        length: Math.max(1, whole.length - 1),
      })
  }

  private close(): void {
    const table = this.table!
    this.table = null
    if (this.untouched(table)) {
      this.tables.splice(this.tables.indexOf(table), 1)
      return
    }
    for (const { wrong, line } of checkTable(table, this.origins)) this.report(wrong, wrong.token!, line)
  }

  /** ":CHAIN POLICY [packets:bytes]" */
  private declare(line: string, table: Table, whole: Token): void {
    const tokens = tokenize(line)
    const [first] = tokens
    if (first.text === ':') tokens.splice(0, 2, { ...tokens[1], text: `:${tokens[1]?.text ?? ''}` })
    const [name, policy, counters] = tokens
    const chain = this.chain(table, name.text.slice(1), name)
    if (!policy) throw new Wrong('policy invalid', 'a policy: ACCEPT or DROP, or - for a chain of your own', whole)
    delete chain.uncounted
    if (chain.policy !== null && policy.text !== '-') {
      if (policy.text !== 'ACCEPT' && policy.text !== 'DROP')
        throw new Wrong('Bad policy name.', 'ACCEPT or DROP', policy)
      chain.policy = policy.text
      const counted = counters ? count(counters) : [0, 0]
      ;[chain.packets, chain.bytes] = counted
    }
  }

  private chain(table: Table, name: string, token: Token): Chain {
    const found = chainOf(table, name)
    if (found) return found
    if (name === '' || /^[-!]/.test(name))
      throw new Wrong(
        name === '' ? 'invalid chain name' : "chain name not allowed to start with `-' or `!'",
        'the name of a chain',
        token,
      )
    if (name.length > LONGEST_CHAIN)
      throw new Wrong(
        `chain name \`${name}' too long (must be under ${LONGEST_CHAIN + 1} chars)`,
        `at most ${LONGEST_CHAIN} characters`,
        token,
      )
    const chain = { name, policy: null, packets: 0, bytes: 0, rules: [] } satisfies Chain
    addChain(table, chain)
    return chain
  }

  /** "[packets:bytes] -A CHAIN rule", and the few other commands that make sense in a text. */
  private command(line: string, number: number, table: Table, whole: Token): void {
    const tokens = tokenize(line)
    const counted = tokens[0].text.startsWith('[') ? count(tokens.shift()!) : null
    const command = tokens.shift()
    if (!command) throw new Wrong('no command specified', '-A and a chain', whole)
    const name = tokens.shift()
    switch (command.text) {
      case '-A':
      case '--append':
      case '-I':
      case '--insert':
        if (!name)
          throw new Wrong(`option "${command.text}" requires an argument`, 'the chain the rule belongs to', command)
        return this.rule(line, number, table, command, name, tokens, counted)
      case '-N':
      case '--new-chain':
        if (!name)
          throw new Wrong(`option "${command.text}" requires an argument`, 'the name of the new chain', command)
        return void this.chain(table, name.text, name)
      case '-P':
      case '--policy': {
        const found = name && chainOf(table, name.text)
        const chain = found?.policy === null ? undefined : found
        const [policy] = tokens
        if (!name || !chain)
          throw new Wrong('No chain/target/match by that name.', 'a built-in chain of the table', name ?? command)
        if (policy?.text !== 'ACCEPT' && policy?.text !== 'DROP')
          throw new Wrong('Bad policy name.', 'ACCEPT or DROP', policy ?? name)
        chain.policy = policy.text
        delete chain.uncounted
        return
      }
    }
    if (EDITS.has(command.text)) return this.edit(line, number, table, command, name, tokens)
    if (command.text.startsWith('-'))
      throw new Wrong(`unknown option "${command.text}"`, '-A, -I, -R, -D, -F, -Z, -N, -X, -E or -P', command)
    throw new Wrong(
      `Bad argument \`${command.text}'`,
      'a line such as -A CHAIN …, :CHAIN POLICY, COMMIT or # comment',
      command,
    )
  }

  /** Commands that change what stands above them. */
  private edit(
    line: string,
    number: number,
    table: Table,
    command: Token,
    name: Token | undefined,
    words: Token[],
  ): void {
    const chain = name?.text ?? null
    if (chain === null && !/^-[FZX]/.test(command.text))
      throw new Wrong(`option "${command.text}" requires an argument`, 'the name of a chain', command)
    const at = /^-[RDZ]/.test(command.text) && /^[1-9]\d*$/.test(words[0]?.text ?? '') ? Number(words.shift()!.text) : 0
    const rules = (): Rule[] => this.rulesOf(line, number, words, name!, null)
    try {
      switch (command.text) {
        case '-F':
          return edit.flush(table, chain)
        case '-Z':
          return edit.zero(table, chain, at)
        case '-X':
          return edit.deleteChain(table, chain)
        case '-E':
          if (!words[0]) throw new Wrong('-E requires old-chain-name and new-chain-name', 'a new name', command)
          return edit.renameChain(table, chain!, words[0].text)
        case '-R':
          if (at === 0) throw new Wrong('-R requires a rule number', 'the number of a rule, from 1', command)
          return edit.replace(table, chain!, at, rules()[0])
        default:
          if (at > 0) return edit.removeAt(table, chain!, at)
          for (const rule of rules()) edit.remove(table, chain!, rule)
      }
    } catch (error) {
      if (error instanceof edit.CannotDo || error instanceof edit.Busy)
        throw new Wrong(error.message, 'what the lines above have made', name ?? command)
      throw error
    }
  }

  private read(line: string, tokens: readonly Token[], chain: string): RuleRead[] {
    try {
      return readRule(line, tokens, this.chains).map((read) => this.leadsSomewhere(read))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      throw new Wrong(`${error.message}: rule in chain ${chain}`, error.expected, error.token)
    }
  }

  /** A chain that is declared further down is not there yet. */
  private leadsSomewhere(read: RuleRead): RuleRead {
    const { target, spots } = read
    if (target?.kind !== 'jump' && target?.kind !== 'goto') return read
    const { chain } = target
    if (this.chains.has(chain) && !(this.table && chainOf(this.table, chain)))
      throw new Wrong(`Chain '${chain}' does not exist`, `:${chain} above this line`, spots.target)
    return read
  }

  private rule(
    line: string,
    number: number,
    table: Table,
    command: Token,
    name: Token,
    tokens: Token[],
    counted: [number, number] | null,
  ): void {
    const chain = chainOf(table, name.text)
    let at: number | null = null
    if (/^(?:-I|--insert)$/.test(command.text))
      at = /^\d+$/.test(tokens[0]?.text ?? '') ? Number(tokens.shift()!.text) : 1
    const read = this.read(line, tokens, name.text)
    if (!chain) {
      const expected = this.chains.has(name.text) ? `:${name.text} above this line` : 'a chain that the table has'
      throw new Wrong('No chain/target/match by that name.', expected, name)
    }
    if (at !== null && (at < 1 || at > chain.rules.length + 1))
      throw new Wrong('Index of insertion too big.', `a number from 1 to ${chain.rules.length + 1}`, name)
    const rules = this.asRules(read, number, name, counted)
    if (at === null) chain.rules.push(...rules)
    else chain.rules.splice(at - 1, 0, ...rules.toReversed())
  }

  private rulesOf(
    line: string,
    number: number,
    tokens: Token[],
    name: Token,
    counted: [number, number] | null,
  ): Rule[] {
    return this.asRules(this.read(line, tokens, name.text), number, name, counted)
  }

  private asRules(read: readonly RuleRead[], number: number, name: Token, counted: [number, number] | null): Rule[] {
    return read.map(({ spots, packets, bytes, ...parts }) => {
      const rule: Rule = { ...parts, packets: counted?.[0] ?? packets, bytes: counted?.[1] ?? bytes, line: number }
      this.origins.set(rule, { spots, name })
      return rule
    })
  }
}

function count(token: Token): [number, number] {
  const found = /^\[(\d+):(\d+)\]$/.exec(token.text)
  if (!found) throw new Wrong('invalid counters', 'counters such as [0:0]', token)
  return [Number(found[1]), Number(found[2])]
}
