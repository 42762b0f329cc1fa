/** A counter: packets and bytes, and by how many packets the step just made it grow. */
import type { TableName } from '../../model/trace'
import { counterKey, type Count } from '../../model/view'
import { useScope } from '../store/store'
import { bytesText } from './bytes'
import { words } from './words'

interface CountProps {
  node: string
  table: TableName
  chain: string
  rule?: number
  /** Counters start where the rule set's text puts them. */
  start: Count
}

export function CountCell({ node, table, chain, rule, start }: CountProps) {
  const key = counterKey(table, chain, rule)
  const count = useScope((scope) => scope.view.nodes[node]?.counters[key])
  const more = useScope((scope) => {
    const was = scope.before.nodes[node]?.counters[key]?.packets ?? 0
    return (scope.view.nodes[node]?.counters[key]?.packets ?? 0) - was
  })
  const packets = start.packets + (count?.packets ?? 0)
  const bytes = start.bytes + (count?.bytes ?? 0)
  return (
    <td className="rule-count mono" data-some={packets > 0 || undefined}>
      {more > 0 && (
        <b className="rule-more" key={packets}>
          {words.more(more)}
        </b>
      )}
      <span className="hidden-text">{words.countLabel(packets, bytes)}</span>
      <span aria-hidden="true">{words.count(packets, bytesText(bytes))}</span>
    </td>
  )
}
