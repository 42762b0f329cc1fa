/** A private address where only public ones mean anything: what RFC 1918 §3 asks routers not to let out. */
import type { Scenario } from '../model/scenario'
import type { PacketView } from '../model/view'
import { factsOf } from './facts'
import type { OnWire } from './rest'
import { toneOf } from './realm'

export interface Leak {
  src: boolean
  dst: boolean
}

/** Which ends of the packet are private although it is on a public realm's wire or at a public realm's host. */
export function leakOf(scenario: Scenario, packet: PacketView, wire: OnWire | undefined): Leak | undefined {
  const place = packet.place
  if (!(wire ? isPublicLink(scenario, wire.link) : place.at !== 'wire' && isPublicNode(scenario, place.node)))
    return undefined
  const { src, dst } = factsOf(packet.bytes)
  const inner = (address: string) => ['private', 'shared'].includes(toneOf(scenario, address))
  const leak = { src: inner(src.address), dst: inner(dst.address) }
  return leak.src || leak.dst ? leak : undefined
}

const isPublicLink = ({ links }: Scenario, id: string): boolean => links.find((l) => l.id === id)?.kind === 'internet'

function isPublicNode({ nodes, realms }: Scenario, id: string): boolean {
  const realm = nodes.find((n) => n.id === id)?.realm
  return realms.find((r) => r.id === realm)?.kind === 'public'
}
