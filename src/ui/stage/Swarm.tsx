/** Packets that are too many to be read: a small pill each, on its wire or at its node. */
import { memo } from 'react'
import { SIGN_OF, toneOf } from '../../draw/realm'
import { factsOf } from '../../draw/facts'
import { clamp, middle, pointAlong, type Point } from '../../draw/geometry'
import { wayAlong, type Layout } from '../../draw/layout'
import type { Scenario } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { crowdOf } from './crowd'
import type { Guest } from './guests'
import { words } from './words'

/** Multiples of it fall evenly into 0…1, wherever one begins. */
const GOLDEN = 0.618_034

interface SwarmProps {
  plan: Layout
  scenario: Scenario
  guests: Guest[]
  em: number
}

export function Swarm({ plan, scenario, guests, em }: SwarmProps) {
  const crowd = crowdOf(plan, guests)
  if (crowd.length === 0) return null
  return (
    <div className="swarm" role="img" aria-label={words.more(crowd.length)}>
      {crowd.map((guest) => {
        const { x, y } = pointOf(guest, plan, em)
        return <Mite key={guest.packet.id} packet={guest.packet} scenario={scenario} x={x} y={y} />
      })}
    </div>
  )
}

/** Drawn anew only when it has moved or changed. */
const Mite = memo(function Mite({ packet, scenario, x, y }: { packet: PacketView; scenario: Scenario } & Point) {
  const facts = factsOf(packet.bytes)
  const tone = toneOf(scenario, facts.src.address)
  return (
    <span
      className="mite"
      data-mite={packet.id}
      data-tone={packet.place.at === 'dropped' ? 'drop' : tone}
      style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
    >
      {packet.place.at === 'dropped' ? '✕' : SIGN_OF[tone]} {facts.proto}
    </span>
  )
})

/**
 * Spread along the wire, since many leave at the same moment; at a node, fanned out. Where in the crowd it is, its number
 * says: it keeps its place while others come and go.
 */
function pointOf({ packet: { id }, rest }: Guest, plan: Layout, em: number): Point {
  if (rest.wire) {
    const way = wayAlong(plan, rest.wire.link, rest.wire.from, rest.wire.to)
    return pointAlong(way, clamp(rest.wire.part + (((id * GOLDEN) % 1) - 0.5) * 0.8, 0.03, 0.97))
  }
  const box = plan.nodes.get(rest.berth) ?? plan.panels.get(rest.berth)
  const at = box ? middle(box) : { x: 0, y: 0 }
  return { x: at.x + ((id % 5) - 2) * 0.9 * em, y: at.y + ((id % 7) - 3) * 0.8 * em }
}
