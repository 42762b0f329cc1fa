/** A frame around each machine that has others in it, with the bridge that those hang on. */
import { middle } from '../../draw/geometry'
import type { Layout } from '../../draw/layout'
import type { Scenario } from '../../model/scenario'
import { nameOf } from './Here'

/** Pixels that a bridge reaches beyond the wires on it. */
const REACH = 34

export function Hosts({ plan, scenario: { nodes } }: { plan: Layout; scenario: Scenario }) {
  const isWithin = (id: string, host: string) => nodes.some((n) => n.id === id && n.within === host)
  return plan.hosts.map(({ node, bridge, whole, x, y, width, height }) => {
    const cable = [...plan.cables.values()].find(
      ({ ends }) => ends.some((e) => e.node === node) && ends.some((e) => isWithin(e.node, node)),
    )
    const ys = cable?.ends.filter((e) => isWithin(e.node, node)).map((e) => middle(e.box).y) ?? []
    const top = Math.max(y, Math.min(...ys) - REACH)
    const bottom = Math.min(y + height, Math.max(...ys) + REACH)
    return (
      <div key={node} className="host" style={{ left: x, top: y, width, height }} aria-hidden="true">
        {/* In a smaller frame its own box says its name. */}
        {whole && <span className="host-name">{nameOf(nodes, node)}</span>}
        {bridge && cable && (
          <span className="host-bridge" style={{ left: cable.bus - x, top: top - y, height: bottom - top }}>
            <b>{bridge}</b>
          </span>
        )}
      </div>
    )
  })
}
