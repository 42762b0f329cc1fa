/** Who changed a header, in words. */
import { ruleAsked } from '../../draw/visit'
import type { Cause, PacketId, TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { ruleOf, targetName } from '../router/ruleLine'
import { words } from './words'

export function whoOf(
  change: { cause: Cause; n: number },
  pkt: PacketId,
  trace: readonly TraceEvent[],
  node: NodeView | undefined,
): string {
  const { cause } = change
  switch (cause.by) {
    case 'forward':
      return words.routing
    case 'rule':
      return words.rule(cause.rule.table, cause.rule.chain, cause.rule.rule, cause.target)
    case 'nat': {
      const rule = ruleAsked(trace, pkt, change)
      if (rule) return words.rule(rule.table, rule.chain, rule.rule, targetName(ruleOf(node, rule)?.target))
      return cause.direction === 'reply' ? words.entryReversed(cause.entry) : words.entry(cause.entry)
    }
  }
}
