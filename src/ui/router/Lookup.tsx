/** Conntrack's question and answer: the tuple asked for, and the entry that owns it. */
import { lastOf } from '../../draw/visit'
import type { TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { words } from './words'
import { Facts } from './Facts'
import { Full } from './Full'
import { TupleText } from './TupleText'

const say = words.lookup

export function Lookup({ node, visit }: { node: NodeView; visit: readonly TraceEvent[] }) {
  const lookup = lastOf(visit, 'ct-lookup')
  // A full table is noticed before an entry is made.
  if (!lookup) return <Full node={node} visit={visit} />
  const made = lastOf(visit, 'ct-new')
  const fresh = made && made.n > lookup.n ? node.conntrack.get(made.entry.id) : undefined
  const found = lookup.entry === null ? undefined : node.conntrack.get(lookup.entry)
  const entry = fresh ?? found
  return (
    <section className="sheet" aria-label={say.title}>
      <header className="sheet-head">
        <h3>{say.title}</h3>
        <span>{say.state(lookup.state)}</span>
      </header>
      <Facts label={say.title}>
        <dt>{say.asked}</dt>
        <dd>
          <TupleText tuple={lookup.tuple} />
        </dd>
        <dt>{say.answer}</dt>
        <dd data-lit={true}>
          {lookup.entry !== null ? (
            <>
              <b>{say.found(lookup.entry)}</b>, {lookup.direction === 'reply' ? say.reply : say.original}
            </>
          ) : (
            <>
              <b>{say.none}</b>
              {lookup.why
                ? `: ${say.why[lookup.why] ?? lookup.why}`
                : fresh
                  ? ''
                  : lookup.state === 'NEW'
                    ? `, ${say.make}`
                    : ''}
            </>
          )}
          {fresh && <div>{say.made(fresh.id)}</div>}
        </dd>
        {entry && (
          <>
            <dt>{say.expects}</dt>
            <dd>
              <TupleText tuple={entry.reply} />
              {entry.tcp && entry.tcp !== 'NONE' && <span className="sheet-tag mono">{entry.tcp}</span>}
            </dd>
          </>
        )}
      </Facts>
    </section>
  )
}
