/** The road: the kernel's packet flow, hooks in the order a packet meets them, and the packet's way through them. */
import { useRef } from 'react'
import type { Road as RoadData, Stop } from '../../draw/road'
import { routingSpot, type Spot } from '../../draw/way'
import type { TraceEvent } from '../../model/trace'
import { Hook } from './Hook'
import { Way } from './Way'
import { words } from './words'

const THROUGH: Spot[] = ['PREROUTING', 'ROUTING', 'FORWARD', 'POSTROUTING']
const OWN: Spot[] = ['INPUT', 'LOCAL', 'OUTWARD', 'OUTPUT']

interface RoadProps {
  road: RoadData
  visit: readonly TraceEvent[]
  name: string
  dropped: boolean
}

/** The router's own side is a thin line over the road, and opens under it for a packet to or from the router itself. */
export function Road({ road, visit, name, dropped }: RoadProps) {
  const root = useRef<HTMLDivElement>(null)
  const own = road.path === 'in' || road.path === 'out'
  const met = Object.values(road.stops).some(({ passing }) => passing === 'current')
  const row = (spots: Spot[], kind: 'through' | 'own') => (
    <ol className="road-row" data-row={kind} data-slim={(kind === 'own' && !own) || undefined}>
      {spots.map((spot) => (
        <Hook key={spot} spot={spot} stop={stopOf(road, spot)} visit={visit} dropped={dropped} />
      ))}
    </ol>
  )
  return (
    <div
      className="road"
      role="group"
      aria-label={words.road(name)}
      data-own={own ? road.path : undefined}
      data-met={met || undefined}
      ref={root}
    >
      <Way root={root} road={road} />
      {!own && row(OWN, 'own')}
      {row(THROUGH, 'through')}
      {own && row(OWN, 'own')}
    </div>
  )
}

/** Routing stands twice in the picture, and a packet meets one of the two. */
function stopOf({ stops, path }: RoadData, spot: Spot) {
  const stop: Stop = spot === 'OUTWARD' ? 'ROUTING' : spot
  const missed = stop === 'ROUTING' && spot !== routingSpot(path)
  return missed ? { ...stops.ROUTING, passing: 'ahead' as const, off: path !== 'open' } : stops[stop]
}
