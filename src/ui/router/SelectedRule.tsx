/** Of the entry selected in the table: which rule gave it its mapping. Any packet may be on the desk meanwhile. */
import type { RuleRef } from '../../model/trace'
import type { NodeView } from '../../model/view'
import type { Rule } from '../../rules/ruleset'
import { useRuleLine } from './print'
import { ruleOf } from './ruleLine'
import { useSelectedEntry } from './selected'
import { words } from './words'

const say = words.selected

export function SelectedRule({ node }: { node: NodeView }) {
  const selected = useSelectedEntry(node.id)
  if (!selected) return null
  const { entry, rules } = selected
  return (
    <p className="desk-selected">
      {say.entry(entry)}{' '}
      {rules.length === 0
        ? say.none
        : rules.map((ref) => <OneRule key={`${ref.chain} ${ref.rule}`} at={ref} rule={ruleOf(node, ref)} />)}
    </p>
  )
}

function OneRule({ at, rule }: { at: RuleRef; rule: Rule | undefined }) {
  return (
    <span>
      <b>{say.rule(at.table, at.chain, at.rule)}</b> {rule && <Line rule={rule} />}
    </span>
  )
}

function Line({ rule }: { rule: Rule }) {
  return <code>{useRuleLine(rule).target}</code>
}
