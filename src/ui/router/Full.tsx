/** The table has no room for another entry: how full it is, and what was done about it. */
import { lastOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { useScope } from '../store/store'
import { Facts } from './Facts'
import { words } from './words'

const say = words.full
const MAX = 'net.netfilter.nf_conntrack_max'

export function Full({ node, visit }: { node: NodeView; visit: readonly TraceEvent[] }) {
  const event = useScope((scope) => scope.trace[scope.view.n - 1])
  const pushed = event?.kind === 'ct-end' && event.node === node.id && event.why === 'early-drop' ? event : undefined
  const dropped = lastOf(visit, 'drop')
  if (!pushed && !dropped) return null
  const max = node.sysctl[MAX]
  const held = node.conntrack.size + (pushed ? 1 : 0)
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>{max === undefined ? say.full : say.held(held, Number(max))}</span>
      </header>
      <Facts label={say.title}>
        <dt>{words.skipped.so}</dt>
        <dd data-lit={true}>{pushed ? <b>{say.pushed(pushed.entry)}</b> : <b>{say.dropped}</b>}</dd>
        <dt>{words.skipped.because}</dt>
        <dd>{pushed ? say.notAssured : say.allAssured}</dd>
      </Facts>
    </section>
  )
}
