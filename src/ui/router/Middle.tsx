/** Level 2: the road, the packet under its hook, and the desk with what the step is about. */
import type { Fit } from '../../draw/detail'
import type { Stop } from '../../draw/road'
import { soon } from '../app/soon'
import { Packet } from '../stage/Packet'
import { Desk } from './Desk'
import type { Inside } from './inside'
import { Road } from './Road'

const Beside = soon('Beside')

/** Under these stops the card stands left, so that the desk's words find room at its right; else the other way. */
const LEFT: ReadonlySet<Stop> = new Set(['PREROUTING', 'ROUTING', 'INPUT', 'LOCAL'])

export function Middle({ fit, ...inside }: Inside & { fit: Fit }) {
  const { spec, node, road, visit, packet, others } = inside
  const side = road.at === undefined || LEFT.has(road.at) ? 'left' : 'right'
  return (
    <>
      <Road road={road} visit={visit} name={spec.name} dropped={packet?.place.at === 'dropped'} />
      <div
        className="router-zone"
        data-side={side}
        data-empty={!packet || undefined}
        data-others={others.length > 0 || undefined}
      >
        {packet && <Packet key={packet.id} packet={packet} form="open" />}
        <div className="router-beside" data-others={others.length > 0 || undefined}>
          {fit === 'wide' && packet && <Beside node={node} visit={visit} />}
          {others.map((other) => (
            <Packet key={other.id} packet={other} form="pill" />
          ))}
        </div>
      </div>
      <Desk {...inside} fit={fit} />
    </>
  )
}
