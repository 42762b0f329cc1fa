/** A rule as words: its matches one by one, so that each can be ticked, and its target. */
import type { RuleRef } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { ruleParts } from '../../rules/parts'
import type { Chain, Rule, Ruleset } from '../../rules/ruleset'

export interface RuleLine {
  matches: string[]
  /** Which of them the engine knows nothing of, and so never lets hold. */
  unknown: boolean[]
  /** The engine does not know the target: the packet goes on. */
  unknownTarget: boolean
  /** "-j MASQUERADE"; empty for a rule that only counts. */
  target: string
  /** "MASQUERADE" */
  targetName: string
}

export function ruleLine(rule: Rule): RuleLine {
  const { parts, target } = ruleParts(rule)
  return {
    matches: parts,
    unknown: rule.matches.map(({ kind }) => kind === 'unmodelled'),
    target,
    unknownTarget: rule.target?.kind === 'unmodelled',
    targetName: target.split(' ')[1] ?? '',
  }
}

export const chainOf = (ruleset: Ruleset | undefined, table: string, chain: string): Chain | undefined =>
  ruleset?.tables.find((t) => t.name === table)?.chains.find((c) => c.name === chain)

export function ruleAt(node: NodeView | undefined, { table, chain, rule }: RuleRef): RuleLine | undefined {
  const found = chainOf(node?.rules?.ruleset, table, chain)?.rules[rule - 1]
  return found && ruleLine(found)
}
