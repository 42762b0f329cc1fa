/**
 * A table as the packet path wants it. What nearly every rule begins with (addresses, protocol, ports, an interface by
 * name) are ranges of numbers (`ranges.ts`): the narrowest one of each rule, its gate, stands in one array for the chain, so
 * that a rule that does not match costs one comparison. The rest are functions, asked only when the ranges agree. With a listener
 * every test is a function, one after the other, so that the trace can say which one said no.
 */
import type { TableName, Verdict } from '../../model/trace'
import type { Match, Rule, Table, Target } from '../../rules/ruleset'
import type { NodeEnv } from '../node'
import { compileMatch } from './match'
import { STATEFUL, type Test } from './match/test'
import { Names } from './names'
import { ANYTHING, rangesOf, WORDS, type Range } from './ranges'
import { prepareTarget } from './target'
import type { Act } from './target/act'

export const OP = { CONTINUE: 0, ACCEPT: 1, DROP: 2, RETURN: 3, JUMP: 4, GOTO: 5, ACT: 6 } as const
export type Op = (typeof OP)[keyof typeof OP]

export interface CompiledRule {
  /** Of each part, in order. */
  tests: readonly Test[]
  /** Ranges behind the gate, `WORDS` words each. */
  ranges: Int32Array
  /** Tests that are no ranges. */
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
  /** The narrowest range of each rule, `WORDS` words each. */
  gates: Int32Array
  /** Packets and bytes of each rule, then of the policy. */
  counters: Float64Array
}

export interface CompiledTable {
  name: TableName
  chains: ReadonlyMap<string, CompiledChain>
}

/** What rules that are in force already remember (a limit's tokens, the n of every nth), by their matches. */
export type Kept = WeakMap<readonly Match[], readonly Test[]>

export function compileTable(
  table: Table,
  names: Names,
  env: NodeEnv,
  keepCounters: boolean,
  kept: Kept,
): CompiledTable {
  const chains = new Map<string, CompiledChain>()
  for (const { name, policy, rules, uncounted } of table.chains)
    chains.set(name, {
      name,
      policy,
      counted: !uncounted,
      rules: [],
      gates: new Int32Array(rules.length * WORDS),
      counters: new Float64Array(2 * rules.length + 2),
    })
  for (const chain of table.chains) {
    const compiled = chains.get(chain.name)!
    chain.rules.forEach((rule, i) => {
      const [gate, ...more] = [...rangesIn(rule, names), ANYTHING].toSorted((a, b) => a.share - b.share)
      compiled.gates.set(gate.words, i * WORDS)
      compiled.rules.push(compileRule(rule, more, chains, env, kept))
    })
    for (const [i, { packets, bytes, counted }] of chain.rules.entries())
      if (keepCounters || counted) compiled.counters.set([packets, bytes], 2 * i)
    if (keepCounters) compiled.counters.set([chain.packets, chain.bytes], 2 * chain.rules.length)
  }
  return { name: table.name as TableName, chains }
}

/** What must be asked in order is asked in order: nothing behind a test that remembers is a range. */
function ahead(rule: Rule): readonly Match[] {
  const first = rule.matches.findIndex((m) => STATEFUL.has(m.kind))
  return first < 0 ? rule.matches : rule.matches.slice(0, first)
}

const rangesIn = (rule: Rule, names: Names): Range[] => ahead(rule).flatMap((m) => rangesOf(m, names)?.ranges ?? [])

function compileRule(
  rule: Rule,
  more: readonly Range[],
  chains: ReadonlyMap<string, CompiledChain>,
  env: NodeEnv,
  kept: Kept,
): CompiledRule {
  const tests = kept.get(rule.matches) ?? rule.matches.map((match) => compileMatch(match, env))
  kept.set(rule.matches, tests)
  const early = ahead(rule)
  const rest = tests.filter((_, i) => {
    const match = rule.matches[i]
    return match.kind !== 'comment' && !(early.includes(match) && rangesOf(match, NO_NAMES)?.whole)
  })
  const ranges = new Int32Array(more.filter((r) => r !== ANYTHING).flatMap((r) => r.words))
  return { tests, ranges, rest, ...compileTarget(rule.target, chains) }
}

/** For asking whether, not which. */
const NO_NAMES = new Names()

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
    case 'NETMAP':
      return { do: 'accept' }
    case 'NFQUEUE':
      return { do: target.bypass ? 'accept' : 'drop' }
    case 'TPROXY':
      return { do: 'drop' }
    default:
      return { do: 'continue' }
  }
}
