/** The wires. Those that the open packet is on or came by are lit and show which way it went; the rest are quiet. */
import { pointAlong, type Point } from '../../draw/geometry'
import { wayAlong, type Layout } from '../../draw/layout'
import { toneOf } from '../../draw/realm'
import type { NodeSpec, Scenario } from '../../model/scenario'
import type { Guest } from './guests'

/** d3's `line` would do, and bring all of d3-shape to the first load. */
const draw = (way: readonly Point[]): string => way.map(({ x, y }, i) => `${i ? 'L' : 'M'}${x},${y}`).join('')

/** A wire that a packet is on or came by. */
export interface Lit {
  link: string
  from: { node: string; iface: string }
  to: { node: string; iface: string } | null
}

interface WiresProps {
  plan: Layout
  scenario: Scenario
  lit: Lit[]
  /** Packets that ended; those that got lost end on their wire. */
  lost: Guest[]
}

export function Wires({ plan, scenario, lit, lost }: WiresProps) {
  return (
    <svg className="wires" aria-hidden="true">
      {plan.wires.map((wire) => (
        <path key={wire.end} className="wire" d={draw(wire.way)} />
      ))}
      {lit.map((event) => {
        const way = wayAlong(plan, event.link, event.from.node, event.to?.node ?? null)
        if (way.length < 2) return null
        return (
          <g key={`${event.link} ${event.from.node} ${event.to?.node}`} data-tone={toneOfWire(scenario, event)}>
            <path className="wire-lit" d={draw(way)} />
            {chevrons(way).map((d) => (
              <path key={d} className="wire-way" d={d} />
            ))}
          </g>
        )
      })}
      {lost.map(({ packet, rest: { wire } }) => {
        if (!wire) return null
        const { x, y } = pointAlong(wayAlong(plan, wire.link, wire.from, wire.to), 1)
        return <path key={packet.id} className="wire-lost" d={`M${x - 9} ${y - 9}l18 18m0 -18l-18 18`} />
      })}
    </svg>
  )
}

/** The colour of the realm that the wire lies in: that of the first address at an end that is no router. */
function toneOfWire(scenario: Scenario, event: Lit): string {
  const ends = [event.from, ...(event.to ? [event.to] : [])]
  const spec = (id: string): NodeSpec | undefined => scenario.nodes.find((n) => n.id === id)
  const end = ends.find((e) => spec(e.node)?.kind !== 'router') ?? ends[0]
  const address = spec(end.node)?.interfaces.find((i) => i.name === end.iface)?.addresses[0]
  return address ? toneOf(scenario, address.split('/')[0]) : 'public'
}

/** An arrow head at the end of each piece of the way, so that the direction is seen without colour. */
function chevrons(way: Point[]): string[] {
  const heads: string[] = []
  for (let i = 1; i < way.length; i++) {
    const [a, b] = [way[i - 1], way[i]]
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length < 12) continue
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length]
    const tip = { x: b.x - ux * 3, y: b.y - uy * 3 }
    const wing = (side: number): Point => ({
      x: tip.x - ux * 8 - uy * 6 * side,
      y: tip.y - uy * 8 + ux * 6 * side,
    })
    heads.push(draw([wing(1), tip, wing(-1)]) ?? '')
  }
  return heads
}
