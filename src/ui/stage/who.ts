/** Who changed a header, in words. */
import type { Cause } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { ruleOf, targetName } from '../router/ruleLine'
import { words } from './words'

export function whoOf(cause: Cause, node: NodeView | undefined): string {
  switch (cause.by) {
    case 'forward':
      return 'routing'
    case 'rule':
      return words.rule(cause.rule.table, cause.rule.chain, cause.rule.rule, cause.target)
    case 'nat': {
      const { rule, entry, direction } = cause
      if (rule && direction === 'original')
        return words.rule(rule.table, rule.chain, rule.rule, targetName(ruleOf(node, rule)?.target))
      return direction === 'reply' ? words.entryReversed(entry) : words.entry(entry)
    }
  }
}
