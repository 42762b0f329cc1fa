/** Under the stage, always: the 5-tuple as it is *here*, and where here is. */
import { diffOf, type Change } from '../../draw/diff'
import { titleOf } from '../../draw/facts'
import { leakOf } from '../../draw/leak'
import { isLost, type OnWire } from '../../draw/rest'
import { lastOf, visitOf } from '../../draw/visit'
import { roadOf } from '../../draw/road'
import type { NodeSpec } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { useScope } from '../store/store'
import { Address } from './Address'
import { words } from './words'

export function Here({ packet, wire }: { packet?: PacketView; wire?: OnWire }) {
  const scenario = useScope((scope) => scope.run.scenario)
  const n = useScope((scope) => scope.view.n)
  if (!packet)
    return (
      <section className="here" aria-label={words.here.region}>
        <span className="here-label">{words.here.label}</span>
        <span className="here-place">{n === 0 ? words.here.start : words.here.none}</span>
      </section>
    )
  const diff = diffOf(packet)
  const { after } = diff
  const leak = leakOf(scenario, packet, wire)
  return (
    <section className="here" data-about aria-label={words.here.region}>
      <span className="here-label">{words.here.label}</span>
      <strong className="here-title">{titleOf(after)}</strong>
      <span className="here-tuple">
        <span className="here-end" data-new={newness(diff.src, n)} data-leak={leak?.src || undefined}>
          <Address end={after.src} />
        </span>
        <i aria-hidden="true">→</i>
        <span className="hidden-text">{words.to}</span>
        <span className="here-end" data-new={newness(diff.dst, n)} data-leak={leak?.dst || undefined}>
          <Address end={after.dst} />
        </span>
        {after.id !== undefined && (
          <span className="here-end mono" data-new={newness(diff.id, n)}>
            {words.id} {after.id}
          </span>
        )}
      </span>
      <span
        className="here-ttl mono"
        data-new={diff.ttl && true}
        data-ended={(packet.place.at === 'dropped' && packet.place.reason === 'ttl') || undefined}
      >
        {words.here.ttl(after.ttl)}
      </span>
      <span className="here-place">
        <Where packet={packet} />
      </span>
    </section>
  )
}

/** Changed by this router, or by this very step. */
const newness = (change: Change<unknown> | undefined, n: number): 'here' | 'now' | undefined =>
  change && (change.n === n - 1 ? 'now' : 'here')

function Where({ packet }: { packet: PacketView }) {
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  const trace = useScope((scope) => scope.trace)
  const n = useScope((scope) => scope.view.n)
  const rules = useScope((scope) => (packet.place.at === 'node' ? scope.view.nodes[packet.place.node]?.rules : null))
  const { place } = packet
  switch (place.at) {
    case 'wire':
      return place.to ? (
        <>
          <span className="here-more">{words.here.wire}</span>
          {words.here.ends(nameOf(nodes, place.from.node), nameOf(nodes, place.to.node))}
        </>
      ) : (
        words.here.nowhere
      )
    case 'delivered':
      return words.here.delivered(nameOf(nodes, place.node))
    case 'dropped':
      return (isLost(place.reason) ? words.here.lost : words.here.dropped)(nameOf(nodes, place.node))
    case 'node': {
      const visit = visitOf(trace, n, packet.id)
      const { at } = roadOf(rules?.ruleset ?? null, visit)
      const name = nameOf(nodes, place.node)
      if (!at || !lastOf(visit, 'hook')) return words.here.node(name)
      return (
        <>
          <span className="here-more">{words.here.within(name)}</span>
          {words.here.stop(at, at === place.hook ? place.station : undefined)}
        </>
      )
    }
  }
}

export const nameOf = (nodes: readonly NodeSpec[], id: string): string => nodes.find((n) => n.id === id)?.name ?? id
