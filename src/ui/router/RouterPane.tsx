/** A router is its own pane: interfaces at its edges, the road of hooks, the packet, and the desk below. */
import { useRef } from 'react'
import { roadOf, type Stop } from '../../draw/road'
import { fitOf } from '../../draw/detail'
import { toneOf } from '../../draw/realm'
import { visitOf } from '../../draw/visit'
import type { NodeSpec } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { Packet } from '../stage/Packet'
import { useSize } from '../stage/useSize'
import { useScope } from '../store/store'
import { Desk } from './Desk'
import { PortChoice } from './PortChoice'
import { Road } from './Road'
import './router.css'

/** Under these stops the card stands left, so that the desk's words find room at its right; else the other way. */
const LEFT: ReadonlySet<Stop> = new Set(['PREROUTING', 'ROUTING', 'INPUT'])

export interface RouterProps {
  spec: NodeSpec
  /** The open packet, when it is in this router. */
  packet?: PacketView
  others: PacketView[]
}

export function RouterPane({ spec, packet, others }: RouterProps) {
  const trace = useScope((scope) => scope.trace)
  const view = useScope((scope) => scope.view)
  const node = view.nodes[spec.id]
  const root = useRef<HTMLDivElement>(null)
  const box = useSize(root)
  const fit = fitOf(box)
  const shown = packet ?? others.at(-1)
  const visit = shown ? visitOf(trace, view.n, shown.id) : []
  const road = roadOf(node?.rules?.ruleset ?? null, visit)
  const side = road.at === undefined || LEFT.has(road.at) ? 'left' : 'right'
  return (
    <div className="router" ref={root} data-node-pane={spec.id} data-fit={fit}>
      <Road road={road} visit={visit} name={spec.name} dropped={shown?.place.at === 'dropped'} />
      <div className="router-zone" data-side={side} data-empty={!shown || undefined}>
        {shown && <Packet key={shown.id} packet={shown} form="open" />}
        <div className="router-beside">
          {fit === 'wide' && <PortChoice visit={visit} />}
          {others
            .filter((other) => other !== shown)
            .map((other) => (
              <Packet key={other.id} packet={other} form="pill" />
            ))}
        </div>
      </div>
      <Desk spec={spec} node={node} road={road} visit={visit} packet={shown} fit={fit} />
    </div>
  )
}

export function Interfaces({ spec }: { spec: NodeSpec }) {
  const scenario = useScope((scope) => scope.run.scenario)
  return (
    <ul className="router-ifaces">
      {spec.interfaces.map(({ name, addresses }) => {
        const address = addresses[0]?.split('/')[0] ?? ''
        return (
          <li key={name} className="router-iface mono" data-tone={toneOf(scenario, address)}>
            <b>{name}</b> {address}
          </li>
        )
      })}
    </ul>
  )
}
