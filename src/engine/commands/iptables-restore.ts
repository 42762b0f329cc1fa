/**
 * `iptables-restore`: a text of commands, read line by line and carried out table by table, each table's at its COMMIT. Only
 * the tables that the text names change; without `-n` they are emptied first.
 */
import { chainOf, namesOf } from '../../rules/chains'
import * as edit from '../../rules/edit'
import { BUILT_IN } from '../../rules/places'
import type { Ruleset, Table } from '../../rules/ruleset'
import { tokenize } from '../../rules/tokens'
import { setComplaint } from '../ipset/sets'
import type { Machine } from '../machine'
import { Fault, faultOfRestore, VERSION } from './faults'
import { perform, refusals, type Work } from './iptables-run'
import { warnings } from './iptables-warnings'
import { checkName, readCommand, type Asked } from './iptables-words'
import { failed, printed, type Output } from './output'
import { putRules } from './put-rules'

export interface RestoreOptions {
  /** `-c`: take the counters that the text has. */
  counters?: boolean
  /** `-n`: what is there stays. */
  noflush?: boolean
  /** `-t`: read it, and do nothing. */
  test?: boolean
  verbose?: boolean
  /** `-T`: only this table. */
  table?: string
}

const OPTIONS: readonly (readonly [string, string, keyof RestoreOptions | 'version' | 'wait' | 'nothing'])[] = [
  ['-c', '--counters', 'counters'],
  ['-n', '--noflush', 'noflush'],
  ['-t', '--test', 'test'],
  ['-v', '--verbose', 'verbose'],
  ['-T', '--table', 'table'],
  ['-V', '--version', 'version'],
  ['-w', '--wait', 'wait'],
  ['-W', '--wait-interval', 'nothing'],
  ['-M', '--modprobe', 'nothing'],
]

export function iptablesRestore(machine: Machine, words: readonly string[], text: string): Output {
  const options: RestoreOptions = {}
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word.startsWith('-')) return failed(1, `Can't open ${word}: No such file or directory`)
    // Letters may stand together: -nc.
    const letters = word.startsWith('--')
      ? [word.split('=')[0]]
      : word
          .slice(1)
          .split('')
          .map((letter) => `-${letter}`)
    for (const letter of letters) {
      const found = OPTIONS.find(([short, long]) => letter === short || letter === long)
      if (!found) {
        const said = letter.startsWith('--') ? `unrecognized option '${word}'` : `invalid option -- '${letter[1]}'`
        return failed(1, `iptables-restore: ${said}`, "Try `iptables-restore -h' for more information.")
      }
      const key = found[2]
      if (key === 'version') return printed([`iptables-restore ${VERSION}`])
      if (key === 'table') options.table = word.includes('=') ? word.split('=')[1] : words[++at]
      else if (key === 'nothing') at += word.includes('=') ? 0 : 1
      else if (key !== 'wait') options[key] = true
      else if (/^\d+$/.test(words[at + 1] ?? '')) at++
    }
  }
  return new Restore(machine, options).run(text)
}

const isVoid = ({ message }: Fault): boolean => /^Chain '.*' does not exist$/.test(message)

class Restore {
  private readonly stdout: string[] = []
  private readonly warned: string[] = []
  private ruleset: Ruleset
  private work: Work | null = null
  /** The rules of the batch that the kernel will not take, though iptables did. */
  private refused: { line: number; message: string }[] = []
  /** What has been read of this table, to be done at its COMMIT. */
  private queue: { number: number; act: () => void }[] = []
  /** Chains that were there when the table began, or have been named since. */
  private named = new Set<string>()
  private skipping = false
  private inTable = false
  private changed = false

  constructor(
    private readonly machine: Machine,
    private readonly options: RestoreOptions,
  ) {
    this.ruleset = machine.netfilter.current()
  }

  run(text: string): Output {
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    const fault = this.lines(lines)
    if (this.changed && !this.options.test) putRules(this.machine, this.ruleset)
    return { code: 0, ...fault, stdout: this.stdout, stderr: [...this.warned, ...(fault?.stderr ?? [])] }
  }

  private lines(lines: readonly string[]): Output | null {
    for (const [i, line] of lines.entries()) {
      try {
        const ended = this.line(line.replace(/\r$/, ''), i + 1)
        if (ended) return ended
      } catch (error) {
        if (error instanceof Fault) return faultOfRestore(error, i + 1)
        throw error
      }
    }
    return this.inTable ? failed(1, `iptables-restore: COMMIT expected at line ${lines.length + 1}`) : null
  }

  private line(line: string, number: number): Output | null {
    if (line === '') return null
    if (line.startsWith('#')) {
      if (this.options.verbose) this.stdout.push(line)
      return null
    }
    if (!this.inTable) {
      if (!line.startsWith('*')) return failed(1, `iptables-restore: line ${number} failed`)
      this.open(line.slice(1).trim().split(/\s+/)[0], number)
      return null
    }
    if (line === 'COMMIT') return this.commit(number)
    if (this.skipping) return null
    if (!line.startsWith(':')) return this.command(line, number, this.work!)
    this.declare(line.slice(1), number, this.work!.table)
    return null
  }

  private open(name: string, number: number): void {
    if (!Object.hasOwn(BUILT_IN, name))
      throw new Fault('usage', `iptables-restore: line ${number} table name ${name === '' ? '' : `'${name}' `}invalid`)
    this.inTable = true
    this.refused = []
    this.queue = []
    this.skipping = this.options.table !== undefined && this.options.table !== name
    if (this.skipping) return
    const standing = this.ruleset.tables.find((t) => t.name === name)
    if (this.tells) this.queue.push({ number, act: () => this.tellFlush(standing ?? edit.emptyTable(name)) })
    const table = standing && this.options.noflush ? edit.copyTable(standing) : edit.emptyTable(name)
    this.named = new Set(namesOf(table))
    this.work = { table, made: new Map(), line: number }
  }

  private get tells(): boolean {
    const { verbose, noflush, test } = this.options
    return verbose === true && !noflush && !test
  }

  private tellFlush({ chains }: Table): void {
    for (const { name } of chains) this.stdout.push(`Flushing chain \`${name}'`)
    for (const { name, policy } of chains) if (policy === null) this.stdout.push(`Deleting chain \`${name}'`)
  }

  private commit(at: number): Output | null {
    this.inTable = false
    // A test asks the tables nothing.
    if (this.skipping || this.options.test) return null
    const { table } = this.work!
    for (const { number, act } of this.queue) {
      try {
        this.work!.line = number
        act()
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        if (error.blame !== 'kernel') return faultOfRestore(error, isVoid(error) ? at : number)
        this.refused.push({ line: number, message: error.message })
      }
    }
    const against = [...this.refused, ...refusals(this.work!)].toSorted((a, b) => a.line - b.line)
    if (against.length > 0)
      return failed(
        4,
        `iptables-restore ${VERSION}: `,
        ...against.map(({ line, message }) => `line ${line}: ${message}`),
      )
    this.changed = true
    // A table into which nothing was put is none.
    const stands = table.chains.some((c) => c.policy === null || edit.exists(c))
    this.ruleset = stands
      ? edit.withTable(this.ruleset, table)
      : { tables: this.ruleset.tables.filter((t) => t.name !== table.name) }
    return null
  }

  /** "CHAIN POLICY [packets:bytes]" */
  private declare(text: string, number: number, table: Table): void {
    const [name, policy, counters] = text.trim().split(/\s+/)
    if (!name) throw new Fault('usage', `iptables-restore: line ${number} chain name invalid`)
    const builtIn = BUILT_IN[table.name].some((hook) => hook === name)
    if (!builtIn) checkName(name)
    if (policy === undefined) throw new Fault('usage', `iptables-restore: line ${number} policy invalid`)
    const counted = /^\[(\d+):(\d+)\]$/.exec(counters ?? '[0:0]')
    if (builtIn && !counted && this.options.counters)
      throw new Fault('usage', `invalid policy counters for chain '${name}'`)
    this.named.add(name)
    this.queue.push({ number, act: () => this.settle(table, name, policy, counted) })
  }

  private settle(table: Table, name: string, policy: string, counted: RegExpExecArray | null): void {
    const chain = chainOf(table, name)
    if (!chain) return edit.newChain(table, name)
    if (chain.policy === null) {
      chain.rules = []
      return
    }
    if (policy !== '-' && policy !== 'ACCEPT' && policy !== 'DROP') throw new Fault('cannot', 'Bad policy name.')
    if (policy !== '-') edit.setPolicy(table, name, policy)
    chain.made = true
    if (this.options.counters && counted)
      Object.assign(chain, { packets: Number(counted[1]), bytes: Number(counted[2]) })
  }

  /** What is no command at all is said here; whether it can be done shows later. */
  private command(line: string, number: number, work: Work): Output | null {
    const counted = /^\[([^:\]]*):([^\]]*)\]/.exec(line)
    if (!counted && line.startsWith('[')) throw new Fault('usage', `Bad line ${number}: need ]`)
    const words = tokenize(line.slice(counted?.[0].length ?? 0)).map((token) => token.text)
    if (words.includes('-6') || words.includes('--ipv6')) return null
    if (counted && this.options.counters) words.push('-c', counted[1], counted[2])
    if (words.some((word) => word === '-w' || word === '--wait'))
      throw new Fault('usage', "You cannot use `-w' from iptables-restore")
    const asked = this.read(words, work)
    if (asked instanceof Fault) {
      this.queue.push({
        number,
        act() {
          throw asked
        },
      })
      return null
    }
    if (asked.letter === 'V') {
      this.stdout.push(`iptables-restore ${VERSION}`)
      return printed([])
    }
    this.warned.push(...warnings(words, asked.rules))
    asked.listing.verbose ||= this.tells
    if (asked.letter === 'N') this.named.add(asked.chain ?? '')
    if (asked.letter === 'E') this.named.add(asked.word)
    this.queue.push({ number, act: () => this.perform(asked, work) })
    return null
  }

  /** A jump into the void is only noticed at the COMMIT. */
  private read(words: readonly string[], { table }: Work): Asked | Fault {
    try {
      return readCommand(words, {
        table: table.name,
        chains: () => this.named,
        complaint: (set) => setComplaint(this.machine, set),
      })
    } catch (error) {
      if (error instanceof Fault && isVoid(error)) return error
      throw error
    }
  }

  private perform(asked: Asked, work: Work): void {
    for (const { target: t } of asked.rules)
      if ((t?.kind === 'jump' || t?.kind === 'goto') && !chainOf(work.table, t.chain))
        throw new Fault('usage', `Chain '${t.chain}' does not exist`)
    if (asked.letter === 'E') this.checkRename(asked, work.table)
    this.stdout.push(...perform(asked, work))
    if (asked.letter === 'Z') this.zeroed(asked, work)
  }

  /**
   * To zero a chain iptables hands the kernel the chain as it stood before the text: a policy that the text set is gone.
   * And a rule that the text has added cannot be put there anew.
   */
  private zeroed({ chain, number }: Asked, { table, made }: Work): void {
    const standing = this.options.noflush && this.ruleset.tables.find((t) => t.name === table.name)
    for (const each of table.chains) {
      if (number > 0 || each.policy === null || (chain !== null && each.name !== chain)) continue
      each.policy = (standing && chainOf(standing, each.name)?.policy) || 'ACCEPT'
    }
    const counted = [...made].find(([rule, { name }]) => rule.packets > 0 && (chain === null || chain === name.text))
    if (counted && number === 0)
      throw new Fault('kernel', `RULE_REPLACE failed (Invalid argument): rule in chain ${counted[1].name.text}`)
  }

  /** The kernel renames no chain that is as new as its name. */
  private checkRename({ chain, word }: Asked, table: Table): void {
    const standing = this.options.noflush && this.ruleset.tables.find((t) => t.name === table.name)
    if (chainOf(table, word) || !chainOf(table, chain!)) return
    if (standing && chainOf(standing, chain!)) return
    throw new Fault('kernel', `CHAIN_RENAME failed (No such file or directory): chain ${word}`)
  }
}
