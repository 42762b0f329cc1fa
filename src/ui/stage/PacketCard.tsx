/** A packet laid open: what it is, from and to, what this node changed of it and who did it, and how it ended. */
import { diffOf, type Change, type PacketDiff } from '../../draw/diff'
import { titleOf, type End } from '../../draw/facts'
import type { PacketView } from '../../model/view'
import { useScope } from '../store/store'
import { Address } from './Address'
import { Ending, ErrorSign } from './Ending'
import { Standing } from './Standing'
import { whoOf } from './who'
import { words } from './words'

interface PacketCardProps {
  packet: PacketView
  short: boolean
  /** The machine it is at, where the card stands under another. */
  at?: string
}

export function PacketCard({ packet, short, at }: PacketCardProps) {
  const diff = diffOf(packet)
  const { after } = diff
  return (
    <>
      <header className="pkt-head">
        <strong>
          <ErrorSign facts={after} />
          {titleOf(after)}
        </strong>
        <span className="pkt-sub">{subOf(packet.id, short ? null : after.length, at)}</span>
      </header>
      <dl className="pkt-ends">
        <dt>{words.from}</dt>
        <EndCell change={diff.src} end={after.src} />
        <dt data-to>{words.to}</dt>
        <EndCell change={diff.dst} end={after.dst} />
        {after.id !== undefined && (
          <>
            <dt>{words.id}</dt>
            <dd className="mono" data-id data-new={diff.id && true}>
              {diff.id && <del>{diff.id.was}</del>}
              {diff.id ? <ins>{after.id}</ins> : after.id}
            </dd>
          </>
        )}
        {after.inner && (
          <>
            <dt>{words.inside}</dt>
            <dd className="pkt-inner">
              {titleOf(after.inner)} <Address end={after.inner.src} bare /> → <Address end={after.inner.dst} bare />
            </dd>
          </>
        )}
      </dl>
      <Standing state={packet.ct?.state} />
      <Doings diff={diff} packet={packet} />
      <Ending packet={packet} />
    </>
  )
}

const subOf = (id: number, length: number | null, at?: string): string =>
  at !== undefined ? words.packetAt(id, at) : length === null ? words.packetShort(id) : words.packet(id, length)

/** The old struck through over the new, in the same cell. */
function EndCell({ change, end }: { change?: Change<End>; end: End }) {
  const n = useScope((scope) => scope.view.n)
  if (!change)
    return (
      <dd>
        <Address end={end} />
      </dd>
    )
  return (
    <dd data-new data-fresh={change.n === n - 1 || undefined}>
      <del>
        <span className="hidden-text">{words.was} </span>
        <Address end={change.was} bare />
      </del>
      <ins>
        <span className="hidden-text">{words.now} </span>
        <Address end={change.now} bare />
      </ins>
    </dd>
  )
}

function Doings({ diff, packet: { id, place } }: { diff: PacketDiff; packet: PacketView }) {
  const node = useScope((scope) => (place.at === 'wire' ? undefined : scope.view.nodes[place.node]))
  const trace = useScope((scope) => scope.trace)
  const who = (change: Change<unknown>) => whoOf(change, id, trace, node)
  const n = useScope((scope) => scope.view.n)
  const changes = [diff.src, diff.dst, diff.id].flatMap((change) => change ?? [])
  const ends = changes.map(who)
  const now = changes.filter((change) => change.n === n - 1).map(who)
  if (ends.length === 0 && !diff.ttl && !diff.inner) return null
  return (
    <ul className="pkt-doings">
      {[...new Set(ends)].map((each) => (
        <li key={each} className="pkt-nat" data-old={(now.length > 0 && !now.includes(each)) || undefined}>
          <span className="pkt-did">{words.did} </span>
          {words.by(each)}
        </li>
      ))}
      {diff.inner && <li className="pkt-nat">{words.insideRewritten(whoOf(diff.inner, id, trace, node))}</li>}
      {diff.ttl && (
        <li className="pkt-ttl">
          {diff.ttl.cause.by === 'forward'
            ? words.ttlBy(diff.ttl.was, diff.ttl.now)
            : words.ttlByRule(diff.ttl.was, diff.ttl.now, who(diff.ttl))}
          <span className="pkt-quiet"> · {words.checksums}</span>
        </li>
      )}
    </ul>
  )
}
