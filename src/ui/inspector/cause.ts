import { ruleAsked } from '../../draw/visit'
import type { PacketId, RuleRef, TraceEvent } from '../../model/trace'
import type { Rewrite } from '../../model/view'
import { panels } from '../text/panels'

const { cause: text } = panels.packet

const ruleName = (rule: RuleRef): string => text.ruleName(rule.table, rule.chain, rule.rule)

/** Who changed a header, in a few words: "nat/POSTROUTING rule 1", "conntrack entry 7, reversed". */
export function causeText(by: Rewrite, pkt: PacketId, trace: readonly TraceEvent[]): string {
  const { cause } = by
  if (cause.by === 'forward') return text.forward
  if (cause.by === 'rule') return text.rule(cause.target, ruleName(cause.rule))
  if (cause.inner) return text.inner(cause.entry)
  if (cause.direction === 'reply') return text.back(cause.entry)
  const rule = ruleAsked(trace, pkt, by)
  return rule ? ruleName(rule) : text.entry(cause.entry)
}
