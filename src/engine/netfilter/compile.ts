/**
 * A table as the packet path wants it. The tests that nearly every rule begins with (addresses, protocol, ports,
 * an interface by name) stand as numbers in one array, so that a rule that does not match costs a few comparisons; the
 * others are functions, asked only when those numbers agree. With a listener every test is a function, one after the
 * other, so that the trace can say which one said no.
 */
import type { TableName, Verdict } from '../../model/trace'
import type { Match, Rule, Table, Target } from '../../rules/ruleset'
import type { NodeEnv } from '../node'
import { compileMatch } from './match'
import { STATEFUL, type Test } from './match/test'
import { prepareTarget } from './target'
import type { Act } from './target/act'

/** Words of a rule in `Chain.program`. */
export const WORDS = 12
export const W = {
  SRC: 0,
  SRC_MASK: 1,
  DST: 2,
  DST_MASK: 3,
  PROTO: 4,
  PROTO_MASK: 5,
  SPORT: 6,
  SPORT_SPAN: 7,
  DPORT: 8,
  DPORT_SPAN: 9,
  /** Number of an interface's name, 0 for any. */
  IN: 10,
  OUT: 11,
} as const

/** A span that no port leaves, not even the one that cannot be read. */
const ANY_PORT = -1

/** Names of interfaces as numbers from 1, shared by all tables of a rule set. */
export class Names {
  private readonly numbers = new Map<string, number>()
  /** 0 for a name that no rule has. */
  of = (name: string): number => this.numbers.get(name) ?? 0
  add(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.numbers.size + 1)
    return this.numbers.size
  }
}

export const OP = { CONTINUE: 0, ACCEPT: 1, DROP: 2, RETURN: 3, JUMP: 4, GOTO: 5, ACT: 6 } as const
export type Op = (typeof OP)[keyof typeof OP]

export interface CompiledRule {
  /** Of each part, in order. */
  tests: readonly Test[]
  /** Those that `program` does not hold. */
  rest: readonly Test[]
  op: Op
  to: CompiledChain | null
  act: Act | null
  verdict: Verdict
}

export interface CompiledChain {
  name: string
  /** Null for the user's own chains. */
  policy: 'ACCEPT' | 'DROP' | null
  /** Its policy has counters. */
  counted: boolean
  rules: CompiledRule[]
  program: Int32Array
  /** Packets and bytes of each rule, then of the policy. */
  counters: Float64Array
}

export interface CompiledTable {
  name: TableName
  chains: ReadonlyMap<string, CompiledChain>
}

export function compileTable(table: Table, names: Names, env: NodeEnv, keepCounters: boolean): CompiledTable {
  const chains = new Map<string, CompiledChain>()
  for (const { name, policy, rules, uncounted } of table.chains)
    chains.set(name, {
      name,
      policy,
      counted: !uncounted,
      rules: [],
      program: new Int32Array(rules.length * WORDS),
      counters: new Float64Array(2 * rules.length + 2),
    })
  for (const chain of table.chains) {
    const compiled = chains.get(chain.name)!
    chain.rules.forEach((rule, i) =>
      compiled.rules.push(compileRule(rule, compiled.program, i * WORDS, chains, names, env)),
    )
    if (keepCounters)
      compiled.counters.set([...chain.rules.flatMap((r) => [r.packets, r.bytes]), chain.packets, chain.bytes])
  }
  return { name: table.name as TableName, chains }
}

function compileRule(
  rule: Rule,
  program: Int32Array,
  at: number,
  chains: ReadonlyMap<string, CompiledChain>,
  names: Names,
  env: NodeEnv,
): CompiledRule {
  program[at + W.SPORT_SPAN] = ANY_PORT
  program[at + W.DPORT_SPAN] = ANY_PORT
  const tests = rule.matches.map((match) => compileMatch(match, env))
  let ordered = true
  const rest = tests.filter((_, i) => {
    const match = rule.matches[i]
    if (match.kind === 'comment') return false
    if (STATEFUL.has(match.kind)) ordered = false
    return !(ordered && encode(match, program, at, names))
  })
  return { tests, rest, ...compileTarget(rule.target, chains) }
}

/** True when the numbers say all that the match says. */
function encode(m: Match, program: Int32Array, at: number, names: Names): boolean {
  switch (m.kind) {
    case 'source':
      if (m.not) return false
      program[at + W.SRC] = m.value
      program[at + W.SRC_MASK] = m.mask
      return true
    case 'destination':
      if (m.not) return false
      program[at + W.DST] = m.value
      program[at + W.DST_MASK] = m.mask
      return true
    case 'protocol':
      if (m.not) return false
      program[at + W.PROTO] = m.proto
      program[at + W.PROTO_MASK] = 0xff
      return true
    case 'in':
    case 'out':
      if (m.not || m.name.endsWith('+')) return false
      program[at + (m.kind === 'in' ? W.IN : W.OUT)] = names.add(m.name)
      return true
    case 'tcp':
    case 'udp': {
      const { sport, dport } = m
      const twice = program[at + W.SPORT_SPAN] !== ANY_PORT || program[at + W.DPORT_SPAN] !== ANY_PORT
      if (twice || sport?.not || dport?.not || (m.kind === 'tcp' && m.option)) return false
      if (sport) {
        program[at + W.SPORT] = sport.from
        program[at + W.SPORT_SPAN] = sport.to - sport.from
      }
      if (dport) {
        program[at + W.DPORT] = dport.from
        program[at + W.DPORT_SPAN] = dport.to - dport.from
      }
      return m.kind === 'udp' || !m.flags
    }
    default:
      return false
  }
}

function compileTarget(
  target: Target | null,
  chains: ReadonlyMap<string, CompiledChain>,
): Pick<CompiledRule, 'op' | 'to' | 'act' | 'verdict'> {
  const none = { to: null, act: null }
  switch (target?.kind) {
    case undefined:
    case 'unmodelled':
      return { ...none, op: OP.CONTINUE, verdict: { do: 'continue' } }
    case 'ACCEPT':
      return { ...none, op: OP.ACCEPT, verdict: { do: 'accept' } }
    case 'DROP':
      return { ...none, op: OP.DROP, verdict: { do: 'drop' } }
    case 'RETURN':
      return { ...none, op: OP.RETURN, verdict: { do: 'return' } }
    case 'jump':
    case 'goto': {
      const to = chains.get(target.chain)
      if (!to) throw new RangeError(`there is no chain "${target.chain}"`)
      return {
        to,
        act: null,
        op: target.kind === 'jump' ? OP.JUMP : OP.GOTO,
        verdict: { do: target.kind, chain: to.name },
      }
    }
    default: {
      const act = target === null ? null : prepareTarget(target)
      return { to: null, act, op: act ? OP.ACT : OP.CONTINUE, verdict: verdictOf(target) }
    }
  }
}

/** What the trace says that a target with effects decides. */
function verdictOf(target: Target | null): Verdict {
  switch (target?.kind) {
    case 'REJECT':
      return { do: 'reject', with: target.with }
    case 'SNAT':
    case 'DNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
      return { do: 'accept' }
    default:
      return { do: 'continue' }
  }
}
