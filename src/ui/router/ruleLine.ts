/** Where a rule stands in a rule set, and its target's name. */
import type { RuleRef } from '../../model/trace'
import type { NodeView } from '../../model/view'
import type { Chain, Rule, Ruleset } from '../../rules/ruleset'

export const chainOf = (ruleset: Ruleset | undefined, table: string, chain: string): Chain | undefined =>
  ruleset?.tables.find((t) => t.name === table)?.chains.find((c) => c.name === chain)

export const ruleOf = (node: NodeView | undefined, { table, chain, rule }: RuleRef): Rule | undefined =>
  chainOf(node?.rules?.ruleset, table, chain)?.rules[rule - 1]

/** "MASQUERADE", "DOCKER"; empty for a rule that only counts. */
export function targetName(target: Rule['target'] | undefined): string {
  if (!target) return ''
  if (target.kind === 'jump' || target.kind === 'goto') return target.chain
  return target.kind === 'unmodelled' ? (target.text.split(' ')[1] ?? '') : target.kind
}
