/**
 * A packet's way through one table (`nft_do_chain`): rules in order, jumps and returns, at the end the policy. Counts
 * as iptables-nft does: a rule when all its tests said yes, a policy when the packet gets that far.
 */
import type { RuleRef, TableName } from '../../model/trace'
import { NF_ACCEPT, NF_DROP, type NfVerdict } from '../node'
import { type CompiledChain, type CompiledRule, type CompiledTable, type Names, OP, W, WORDS } from './compile'
import { ACCEPTED, CONTINUE, type Outcome, REJECTED } from './target/act'
import type { View } from './view'

/** `NFT_JUMP_STACK_SIZE` */
const DEEPEST = 16

interface Caller {
  chain: CompiledChain
  /** The rule to go on with. */
  next: number
}

/** Walks `view`'s packet through the chain of its hook. `names` numbers the interfaces as the table was compiled with. */
export function traverse(view: View, table: CompiledTable, names: Names): NfVerdict {
  const base = table.chains.get(view.hook)
  if (!base) return NF_ACCEPT
  const say = view.env.say
  const bytes = view.b.length
  const { src, dst, proto, sport, dport } = view
  const from = names.of(view.inName)
  const to = names.of(view.outName)
  const callers: Caller[] = say || base.rules.length ? [] : NONE
  let chain = base
  let i = 0

  for (;;) {
    const { program, rules } = chain
    let matched: CompiledRule | null = null
    for (; i < rules.length; i++) {
      if (say === null) {
        const at = i * WORDS
        if (((proto ^ program[at + W.PROTO]) & program[at + W.PROTO_MASK]) !== 0) continue
        if (((src ^ program[at + W.SRC]) & program[at + W.SRC_MASK]) !== 0) continue
        if (((dst ^ program[at + W.DST]) & program[at + W.DST_MASK]) !== 0) continue
        if ((sport - program[at + W.SPORT]) >>> 0 > program[at + W.SPORT_SPAN] >>> 0) continue
        if ((dport - program[at + W.DPORT]) >>> 0 > program[at + W.DPORT_SPAN] >>> 0) continue
        if (program[at + W.IN] !== 0 && program[at + W.IN] !== from) continue
        if (program[at + W.OUT] !== 0 && program[at + W.OUT] !== to) continue
        if (all(rules[i], view)) {
          matched = rules[i]
          break
        }
      } else if (allAloud(rules[i], view, table.name, chain, i)) {
        matched = rules[i]
        break
      }
      if (view.hotdrop) return drop(view, table.name, 'bad-header', null)
    }

    if (matched === null || matched.op === OP.RETURN) {
      if (matched && say === null) count(chain, i, bytes)
      const caller = callers.pop()
      if (caller === undefined) return policy(view, table.name, base, chain, bytes)
      sayEnd(view, table.name, chain, bytes, caller)
      chain = caller.chain
      i = caller.next
      continue
    }

    if (say === null) count(chain, i, bytes)
    switch (matched.op) {
      case OP.ACCEPT:
        return NF_ACCEPT
      case OP.DROP:
        return drop(view, table.name, 'rule', say && refOf(table.name, chain.name, i))
      case OP.JUMP:
        if (callers.length >= DEEPEST) return drop(view, table.name, 'rule', say && refOf(table.name, chain.name, i))
        callers.push({ chain, next: i + 1 })
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
        if (outcome !== CONTINUE) return drop(view, table.name, view.conntrack.dropReason, ref)
        i++
        break
      }
      default:
        i++
    }
  }
}

const NONE: Caller[] = []

function all({ rest }: CompiledRule, view: View): boolean {
  for (let i = 0; i < rest.length; i++) if (!rest[i](view)) return false
  return true
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
function policy(view: View, table: TableName, base: CompiledChain, last: CompiledChain, bytes: number): NfVerdict {
  if (base.counted) count(base, base.rules.length, bytes)
  const { env, skb, hook } = view
  const verdict = base.policy ?? 'ACCEPT'
  if (last !== base) sayEnd(view, table, last, bytes, null)
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

function sayEnd(view: View, table: TableName, chain: CompiledChain, bytes: number, caller: Caller | null): void {
  const { env, skb, hook } = view
  env.say?.({
    kind: 'chain-end',
    pkt: skb.id,
    node: env.id,
    hook,
    table,
    chain: chain.name,
    bytes,
    ...(caller && { backTo: { table, chain: caller.chain.name, rule: caller.next } }),
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
