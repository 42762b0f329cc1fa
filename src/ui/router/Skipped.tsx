/** A table that the packet passes by, and why. */
import type { EventOf, Hook, TableName } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { words } from './words'
import { Facts } from './Facts'
import { TupleText } from './TupleText'

const say = words

interface SkippedProps {
  node: NodeView
  table: TableName
  hook: Hook
  skip: NonNullable<EventOf<'station'>['skip']>
  entry: number | null
}

export function Skipped({ node, table, hook, skip, entry: id }: SkippedProps) {
  const entry = id === null ? undefined : node.conntrack.get(id)
  return (
    <section className="sheet sheet-skipped" aria-label={say.skipped.title(table, hook)}>
      <header className="sheet-head">
        <h3>
          <s>{say.skipped.title(table, hook)}</s>
        </h3>
        <span>{say.skip[skip]}</span>
      </header>
      {entry && (
        <Facts label={say.skipped.title(table, hook)}>
          <dt>{say.skipped.mapped(entry.id)}</dt>
          <dd>
            <TupleText tuple={entry.original} />
          </dd>
          <dt>{say.confirm.reply}</dt>
          <dd>
            <TupleText tuple={entry.reply} />
          </dd>
        </Facts>
      )}
    </section>
  )
}
