/**
 * A packet's way through one table (`nft_do_chain`): rules in order, jumps and returns, at the end the policy. Counts
 * as iptables-nft does: a rule when all its tests said yes, a policy when the packet gets that far.
 */
import type { RuleRef, TableName } from '../../model/trace'
import { NF_ACCEPT, NF_DROP, NF_QUEUE, type NfVerdict } from '../node'
import { type CompiledChain, type CompiledRule, type CompiledTable, OP } from './compile'
import type { Names } from './names'
import { FIELD, FLIP, WORDS } from './ranges'
import { ACCEPTED, BYPASSED, CONTINUE, type Outcome, REJECTED } from './target/act'
import { DEEPEST, type View } from './view'

/** Walks `view`'s packet through the chain of its hook. `names` numbers the interfaces as the table was compiled with. */
export function traverse(view: View, table: CompiledTable, names: Names): NfVerdict {
  const base = table.chains.get(view.hook)
  if (!base) return NF_ACCEPT
  const say = view.env.say
  view.fields[FIELD.IN] = names.of(view.inName)
  view.fields[FIELD.OUT] = names.of(view.outName)
  const { callers, nexts } = view
  let depth = 0
  let chain = base
  let i = 0

  for (;;) {
    i = say === null ? firstMatch(chain, view, i) : firstMatchAloud(chain, view, i, table.name)
    if (view.hotdrop) return drop(view, table.name, 'bad-header', null)
    const matched = i < chain.rules.length ? chain.rules[i] : null

    if (matched === null || matched.op === OP.RETURN) {
      if (matched && say === null) count(chain, i, view.b.length)
      if (depth === 0) return policy(view, table.name, base, chain)
      const ended = chain
      chain = callers[--depth]
      i = nexts[depth]
      sayEnd(view, table.name, ended, say && refOf(table.name, chain.name, i - 1))
      continue
    }

    if (say === null) count(chain, i, view.b.length)
    switch (matched.op) {
      case OP.ACCEPT:
        return NF_ACCEPT
      case OP.DROP:
        return drop(view, table.name, 'rule', say && refOf(table.name, chain.name, i))
      case OP.JUMP:
        if (depth === DEEPEST) return drop(view, table.name, 'rule', say && refOf(table.name, chain.name, i))
        callers[depth] = chain
        nexts[depth++] = i + 1
        chain = matched.to!
        i = 0
        break
      case OP.GOTO:
        chain = matched.to!
        i = 0
        break
      case OP.ACT: {
        const ref = say && refOf(table.name, chain.name, i)
        const outcome: Outcome = matched.act!(view, ref)
        if (outcome === ACCEPTED) return NF_ACCEPT
        if (outcome === REJECTED) return NF_DROP
        if (outcome === BYPASSED) return NF_QUEUE
        if (outcome !== CONTINUE) return drop(view, table.name, view.conntrack.dropReason, ref)
        i++
        break
      }
      default:
        i++
    }
  }
}

/** The number of the first rule from `i` on that matches, or of none. A rule that does not costs one comparison. */
function firstMatch({ gates, rules }: CompiledChain, view: View, i: number): number {
  const { fields } = view
  const flip = FLIP
  const end = rules.length
  for (let at = i * WORDS; i < end; i++, at += WORDS) {
    if (((fields[gates[at]] - gates[at + 1]) ^ flip) > gates[at + 2]) continue
    if (all(rules[i], view, fields)) return i
    if (view.hotdrop) return i
  }
  return end
}

function all({ ranges, rest }: CompiledRule, view: View, fields: Int32Array): boolean {
  for (let at = 0; at < ranges.length; at += WORDS)
    if (((fields[ranges[at]] - ranges[at + 1]) ^ FLIP) > ranges[at + 2]) return false
  for (let i = 0; i < rest.length; i++) if (!rest[i](view)) return false
  return true
}

function firstMatchAloud(chain: CompiledChain, view: View, i: number, table: TableName): number {
  const { rules } = chain
  for (; i < rules.length; i++) if (allAloud(rules[i], view, table, chain, i) || view.hotdrop) return i
  return i
}

/** Counts before it says so: who listens finds the counter as the event says. */

function allAloud(rule: CompiledRule, view: View, table: TableName, chain: CompiledChain, i: number): boolean {
  const parts: boolean[] = []
  for (const test of rule.tests) {
    parts.push(test(view))
    if (!parts[parts.length - 1]) break
  }
  const matched = parts.every(Boolean)
  const { env, skb, hook, b } = view
  if (matched) count(chain, i, b.length)
  env.say?.({
    kind: 'rule',
    pkt: skb.id,
    node: env.id,
    hook,
    rule: refOf(table, chain.name, i),
    parts,
    matched,
    bytes: b.length,
    ...(matched && { verdict: rule.verdict }),
  })
  return matched
}

const refOf = (table: TableName, chain: string, i: number): RuleRef => ({ table, chain, rule: i + 1 })

function count(chain: CompiledChain, i: number, bytes: number): void {
  chain.counters[2 * i]++
  chain.counters[2 * i + 1] += bytes
}

/** The last chain of a goto may be the user's own: its end is the built-in chain's end. */
function policy(view: View, table: TableName, base: CompiledChain, last: CompiledChain): NfVerdict {
  const bytes = view.b.length
  if (base.counted) count(base, base.rules.length, bytes)
  const { env, skb, hook } = view
  const verdict = base.policy ?? 'ACCEPT'
  if (last !== base) sayEnd(view, table, last, null)
  env.say?.({
    kind: 'chain-end',
    pkt: skb.id,
    node: env.id,
    hook,
    table,
    chain: base.name,
    bytes,
    policy: verdict,
    ...(!base.counted && { uncounted: true }),
  })
  return verdict === 'ACCEPT' ? NF_ACCEPT : drop(view, table, 'policy', null)
}

function sayEnd(view: View, table: TableName, chain: CompiledChain, backTo: RuleRef | null): void {
  const { env, skb, hook, b } = view
  env.say?.({
    kind: 'chain-end',
    pkt: skb.id,
    node: env.id,
    hook,
    table,
    chain: chain.name,
    bytes: b.length,
    ...(backTo && { backTo }),
  })
}

function drop(
  { env, skb, hook }: View,
  table: TableName,
  reason: 'rule' | 'policy' | 'bad-header' | View['conntrack']['dropReason'],
  rule: RuleRef | null,
): NfVerdict {
  env.say?.({ kind: 'drop', pkt: skb.id, node: env.id, hook, reason, table, ...(rule && { rule }) })
  return NF_DROP
}
