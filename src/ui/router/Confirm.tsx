/** The last thing a connection's first packet meets: its entry enters the hash table. */
import { lastOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { words } from './words'
import { Facts } from './Facts'
import { TupleText } from './TupleText'

const say = words.confirm

export function Confirm({
  node,
  entry: id,
  visit,
}: {
  node: NodeView
  entry: number | null
  visit: readonly TraceEvent[]
}) {
  const entry = id === null ? undefined : node.conntrack.get(id)
  if (!entry) return null
  const entered = lastOf(visit, 'ct-confirm')
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>
          {entered ? say.enters(entry.id) : entry.confirmed ? say.known(entry.id) : say.unconfirmed(entry.id)}
        </span>
      </header>
      <Facts label={say.title}>
        <dt>{say.original}</dt>
        <dd>
          <TupleText tuple={entry.original} />
        </dd>
        <dt>{say.reply}</dt>
        <dd data-lit={entry.srcNat || entry.dstNat || undefined}>
          <TupleText tuple={entry.reply} />
        </dd>
      </Facts>
    </section>
  )
}
