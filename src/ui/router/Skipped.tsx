/** A table that the packet passes by, why, and what becomes of its addresses. */
import { lastOf } from '../../draw/visit'
import type { EventOf, Hook, TableName, TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { Facts } from './Facts'
import { TupleText } from './TupleText'
import { words } from './words'

interface SkippedProps {
  node: NodeView
  table: TableName
  hook: Hook
  skip: NonNullable<EventOf<'station'>['skip']>
  entry: number | null
  visit: readonly TraceEvent[]
}

const say = words.skipped

export function Skipped({ node, table, hook, skip, entry: id, visit }: SkippedProps) {
  const entry = id === null ? undefined : node.conntrack.get(id)
  const lookup = lastOf(visit, 'ct-lookup')
  const title = say.title(table, hook)
  return (
    <section className="sheet sheet-skipped" aria-label={title}>
      <header className="sheet-head">
        <h3>
          <s>{title}</s>
        </h3>
        <span>{skip === 'bound' && entry ? words.passedBy(entry.id) : words.skip[skip]}</span>
      </header>
      {entry ? (
        <Facts label={title}>
          <dt>{skip === 'related' ? say.about(entry.id) : say.mapped(entry.id)}</dt>
          <dd>
            <TupleText tuple={entry.original} />
          </dd>
          <dt>{words.confirm.reply}</dt>
          <dd>
            <TupleText tuple={entry.reply} />
          </dd>
          <dt>{say.so}</dt>
          <dd>{skip === 'related' ? say.soRelated : entry.srcNat || entry.dstNat ? say.soBound : say.soNone}</dd>
        </Facts>
      ) : (
        <Facts label={title}>
          <dt>{say.because}</dt>
          <dd>{skip === 'untracked' ? <Untracked visit={visit} /> : (why(lookup?.why) ?? say.unfit)}</dd>
          <dt>{say.so}</dt>
          <dd>{skip === 'untracked' ? say.soUntracked : say.soInvalid}</dd>
        </Facts>
      )}
    </section>
  )
}

const why = (code: string | undefined): string | undefined => code && (words.lookup.why[code] ?? code)

/** The rule in raw that matched last is the one that spoke. */
function Untracked({ visit }: { visit: readonly TraceEvent[] }) {
  const rule = visit.findLast((e) => e.kind === 'rule' && e.matched && e.rule.table === 'raw')
  return <>{rule?.kind === 'rule' ? say.notrackRule(rule.rule.chain, rule.rule.rule) : say.notrack}</>
}
