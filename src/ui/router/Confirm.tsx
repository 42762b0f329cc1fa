/** The last thing a connection's first packet meets: its entry enters the hash table. */
import { lastOf } from '../../draw/visit'
import type { Entry, Tuple } from '../../model/conntrack'
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
  const refused = lastOf(visit, 'drop')
  const owner = refused && [...node.conntrack.values()].find((other) => owns(other, entry))
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>
          {entered
            ? say.enters(entry.id)
            : entry.confirmed
              ? say.known(entry.id)
              : refused
                ? say.refused(entry.id)
                : say.unconfirmed(entry.id)}
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
        {owner && (
          <>
            <dt>{words.skipped.because}</dt>
            <dd>{say.taken(owner.id)}</dd>
          </>
        )}
      </Facts>
    </section>
  )
}

/** No two connections may wait for the same answers. */
function owns(other: Entry, { id, reply }: Entry): boolean {
  return other.id !== id && other.confirmed && same(other.reply, reply)
}

const same = (a: Tuple, b: Tuple): boolean => (Object.keys(a) as (keyof Tuple)[]).every((part) => a[part] === b[part])
