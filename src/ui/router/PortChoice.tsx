/** How a connection's mapping was chosen: what was tried, who has what was taken (`nf_nat_l4proto_unique_tuple`). */
import { bandsOf } from '../../draw/bands'
import { lastOf } from '../../draw/visit'
import type { Tuple } from '../../model/conntrack'
import type { EventOf, PortTry, TraceEvent } from '../../model/trace'
import type { NodeView } from '../../model/view'
import { Bands } from './Bands'
import { invert } from './invert'
import { ruleOf } from './ruleLine'
import { TupleText } from './TupleText'
import { words } from './words'

const say = words.port
/** More tries than this are told by their number. */
const SHOWN = 3

/** The choice that was made last, for as long as the packet has not moved on from where it was made. */
export function choiceIn(visit: readonly TraceEvent[]): EventOf<'nat-bind'> | undefined {
  const bind = lastOf(visit, 'nat-bind')
  const on = visit.findLast((e) => e.kind === 'station' || e.kind === 'hook' || e.kind === 'route')
  return bind && on && on.n > bind.n ? undefined : bind
}

/** A search with more than one try needs the width of the desk. */
export const isSearch = ({ tries }: EventOf<'nat-bind'>): boolean => tries.length > 1

export function PortChoice({ node, bind }: { node: NodeView; bind: EventOf<'nat-bind'> }) {
  if (!bind.rule)
    return (
      <div className="choice">
        <h3>{say.nullTitle}</h3>
        <p>{say.null}</p>
      </div>
    )
  const { after, tries } = bind
  const chosen = (bind.manip === 'src' ? after.sport : after.dport) ?? after.id ?? 0
  const first = tries.slice(0, SHOWN)
  const last = tries.length > SHOWN ? tries.slice(-1) : []
  // Where the packet's own port was free nobody looked at a band.
  const bands = bind.port === 'kept' ? undefined : bandsOf(bind, ruleOf(node, bind.rule))
  return (
    <div className="choice">
      <h3>{after.id === undefined ? say.title : say.titleIcmp}</h3>
      <p className="choice-how">
        <b>
          {bind.port === 'kept' ? say.kept(chosen) : bind.port === 'named' ? say.named(chosen) : say.searched(chosen)}
        </b>
      </p>
      {bands && <Bands bands={bands} />}
      {tries.length === 0 ? (
        <p>{say.none}</p>
      ) : (
        <ol>
          {first.map((each, i) => (
            <Try key={i} each={each} after={after} node={node} />
          ))}
          {tries.length > SHOWN + 1 && <li className="choice-more">{say.skipped(tries.length - SHOWN - 1)}</li>}
          {last.map((each, i) => (
            <Try key={`last${i}`} each={each} after={after} node={node} />
          ))}
        </ol>
      )}
    </div>
  )
}

/** The try is told as the packet would look on its way; the table is asked for the reply to it. */
function Try({ each, after, node }: { each: PortTry; after: Tuple; node: NodeView }) {
  const free = each.takenBy === undefined
  const owner = each.takenBy === undefined ? undefined : node.conntrack.get(each.takenBy)
  const asPacket = each.tuple.dst === after.dst && each.tuple.src !== after.dst ? each.tuple : invert(each.tuple)
  return (
    <li data-free={free}>
      {say.is} <TupleText tuple={asPacket} /> {say.free}{' '}
      <b className="choice-answer">
        <i aria-hidden="true">{free ? '✓' : '✗'}</i> {free ? say.yes : say.taken(each.takenBy!)}
      </b>
      {owner && (
        <div className="choice-owner">
          {say.owner} <TupleText tuple={owner.original} />
        </div>
      )}
    </li>
  )
}
