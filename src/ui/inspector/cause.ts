import type { Cause, RuleRef } from '../../model/trace'
import { panels } from '../text/panels'

const { cause: text } = panels.packet

const ruleName = (rule: RuleRef): string => text.ruleName(rule.table, rule.chain, rule.rule)

/** Who changed a header, in a few words: "entry 7, POSTROUTING rule 1", "conntrack entry 7, reversed". */
export function causeText(cause: Cause): string {
  if (cause.by === 'forward') return text.forward
  if (cause.by === 'rule') return text.rule(cause.target, ruleName(cause.rule))
  if (cause.inner) return text.inner(cause.entry)
  if (cause.direction === 'reply') return text.back(cause.entry)
  return text.nat(cause.entry, cause.rule)
}
