/** What lies on the desk under the packet: the one thing that the step is about. */
import type { Road } from '../../draw/road'
import type { Fit } from '../../draw/detail'
import { crumbsOf, lastOf } from '../../draw/visit'
import type { NodeSpec } from '../../model/scenario'
import type { TableName, TraceEvent } from '../../model/trace'
import type { NodeView, PacketView } from '../../model/view'
import { Calm } from './Calm'
import { Chain } from './Chain'
import { Confirm } from './Confirm'
import { Lookup } from './Lookup'
import { PortChoice } from './PortChoice'
import { Programs } from './Programs'
import { Routes } from './Routes'
import { Skipped } from './Skipped'

interface DeskProps {
  spec: NodeSpec
  node: NodeView
  road: Road
  visit: readonly TraceEvent[]
  packet?: PacketView
  fit: Fit
}

export function Desk(props: DeskProps) {
  return <div className="desk">{answer(props)}</div>
}

function answer({ spec, node, road, visit, packet, fit }: DeskProps) {
  if (!packet) return <Calm node={node} empty />
  // Where it finds no room beside the card, the choice has the desk for the step that makes it.
  if (fit !== 'wide' && visit.at(-1)?.kind === 'nat-bind') return <PortChoice visit={visit} />
  const crumbs = crumbsOf(visit)
  if (crumbs) return <Chain node={node} crumbs={crumbs} visit={visit} />
  const route = lastOf(visit, 'route')
  if (road.at === 'ROUTING' && route) return <Routes spec={spec} route={route} />
  if (road.at === 'LOCAL') return <Programs spec={spec} node={node} />
  const station = lastOf(visit, 'station')
  const hook = lastOf(visit, 'hook')
  if (station && (!hook || station.n > hook.n)) {
    if (station.skip && isTable(station.station))
      return (
        <Skipped
          node={node}
          table={station.station}
          hook={station.hook}
          skip={station.skip}
          entry={packet.ct?.entry ?? null}
        />
      )
    if (station.station === 'conntrack') return <Lookup node={node} visit={visit} />
    if (station.station === 'confirm') return <Confirm node={node} entry={packet.ct?.entry ?? null} visit={visit} />
  }
  return <Calm node={node} hook={road.at} />
}

const isTable = (station: string): station is TableName =>
  ['raw', 'mangle', 'nat', 'filter', 'security'].includes(station)
