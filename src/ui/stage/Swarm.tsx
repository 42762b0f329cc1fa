/** Packets that are too many to be read: a small pill each, on its wire or at its node. */
import { memo } from 'react'
import { SIGN_OF, toneOf } from '../../draw/realm'
import { factsOf, titleOf } from '../../draw/facts'
import { middle, pointAlong, type Point } from '../../draw/geometry'
import { wayAlong, type Layout } from '../../draw/layout'
import type { Scenario } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { crowdOf } from './crowd'
import type { Guest } from './guests'
import { words } from './words'

interface SwarmProps {
  plan: Layout
  scenario: Scenario
  guests: Guest[]
  em: number
}

export function Swarm({ plan, scenario, guests, em }: SwarmProps) {
  const crowd = crowdOf(guests)
  if (crowd.length === 0) return null
  return (
    <div className="swarm" role="img" aria-label={words.more(crowd.length)}>
      {crowd.map((guest, i) => {
        const { x, y } = pointOf(guest, plan, i, em)
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
      style={{ transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` }}
    >
      {packet.place.at === 'dropped' ? '✕' : SIGN_OF[tone]} {titleOf(facts)}
    </span>
  )
})

/** Fanned out, since many leave at the same moment. */
function pointOf({ rest }: Guest, plan: Layout, i: number, em: number): Point {
  const fan = { x: ((i % 5) - 2) * 0.9 * em, y: ((i % 7) - 3) * 0.8 * em }
  const way = rest.wire ? wayAlong(plan, rest.wire.link, rest.wire.from, rest.wire.to) : []
  const box = plan.nodes.get(rest.berth) ?? plan.panels.get(rest.berth)
  const at = rest.wire && way.length > 1 ? pointAlong(way, rest.wire.part) : box ? middle(box) : { x: 0, y: 0 }
  return { x: at.x + fan.x, y: at.y + fan.y }
}
