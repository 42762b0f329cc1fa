/** Where on the stage a packet is to be seen: at a node, or on a wire beside the node or strip that has room for it. */
import type { Scenario } from '../model/scenario'
import type { PacketId, TraceEvent } from '../model/trace'
import type { PacketView, View } from '../model/view'
import { wirePart } from './flight'
import { firstRouter, paneOf, type Layout } from './layout'
import { wireOf } from './visit'

export interface OnWire {
  link: string
  from: string
  /** Null where nobody is there. */
  to: string | null
  /** How far along, 0…1. */
  part: number
}

export interface Rest {
  pkt: PacketId
  /** The node that it is at, or under which there is room for it; or an empty realm. */
  berth: string
  pane: number
  wire?: OnWire
}

/** A packet that got lost out there ends at the far end of its wire, not at the node that sent it. */
function wireNow(packet: PacketView, trace: readonly TraceEvent[], { n, t }: View): OnWire | undefined {
  const { place } = packet
  if (place.at === 'wire')
    return { link: place.link, from: place.from.node, to: place.to?.node ?? null, part: wirePart(place, t) }
  if (place.at !== 'dropped' || !isLost(place.reason)) return undefined
  const last = wireOf(trace, n, packet.id)
  return last && last.to === null ? { link: last.link, from: last.from.node, to: null, part: 1 } : undefined
}

export const isLost = (reason: string): boolean => reason.startsWith('lost-')

export function restOf(packet: PacketView, plan: Layout, trace: readonly TraceEvent[], view: View): Rest {
  const wire = wireNow(packet, trace, view)
  const rest = (berth: string, pane = paneOf(plan, berth)): Rest => ({ pkt: packet.id, berth, pane, wire })
  if (!wire) return rest(packet.place.at === 'wire' ? packet.place.from.node : packet.place.node)
  const ends = plan.cables.get(wire.link)?.ends ?? []
  const isHost = (id: string) => {
    const box = plan.nodes.get(id)
    return box !== undefined && plan.panes[box.pane].realm.kind !== 'router'
  }
  // At the end that is no router, where a wire can be seen.
  const host = [wire.to, wire.from].find((id) => id !== null && isHost(id))
  if (host) return rest(host)
  // Between two routers: in the strip that their wire crosses.
  const [a, b] = [paneOf(plan, wire.from), wire.to === null ? -1 : paneOf(plan, wire.to)]
  const strip = plan.panes.findIndex((p, i) => i > Math.min(a, b) && i < Math.max(a, b) && p.cards.length === 0)
  if (b >= 0 && strip >= 0) return rest(plan.panes[strip].realm.id, strip)
  const near = ends.find((e) => isHost(e.node))
  return rest(near?.node ?? wire.from)
}

/** The router that is shown from inside: where a packet was last seen in one, else the first. */
export function routerInSight(
  scenario: Pick<Scenario, 'realms' | 'nodes'>,
  trace: readonly TraceEvent[],
  n: number,
): string | undefined {
  const rooms = new Set(scenario.realms.filter((r) => r.kind === 'router').map((r) => r.id))
  const routers = new Set(scenario.nodes.filter((x) => x.kind === 'router' && rooms.has(x.realm)).map((x) => x.id))
  if (routers.size > 1)
    for (let i = Math.min(n, trace.length) - 1; i >= 0; i--) {
      const event = trace[i]
      if ('node' in event && 'pkt' in event && event.pkt !== undefined && routers.has(event.node)) return event.node
    }
  return firstRouter(scenario)
}
