/** A frame around each machine that has others in it, with the bridge that those hang on. */
import type { Layout } from '../../draw/layout'
import type { Scenario } from '../../model/scenario'
import { nameOf } from './Here'

export function Hosts({ plan, scenario }: { plan: Layout; scenario: Scenario }) {
  return plan.hosts.map(({ node, bridge, x, y, width, height }) => {
    const way = plan.wires.find((wire) =>
      scenario.nodes.some((n) => n.within === node && wire.end.startsWith(`${n.id}.`)),
    )?.way
    const cable =
      way &&
      [...plan.cables.values()].find(
        (c) =>
          c.ends.some((e) => e.node === node) &&
          c.ends.some((e) => scenario.nodes.some((n) => n.id === e.node && n.within === node)),
      )
    const ys = cable?.ends.filter((e) => e.node !== node).map((e) => e.box.y + e.box.height / 2) ?? []
    return (
      <div key={node} className="host" style={{ left: x, top: y, width, height }} aria-hidden="true">
        <span className="host-name">{nameOf(scenario.nodes, node)}</span>
        {bridge && cable && ys.length > 0 && (
          <span
            className="host-bridge"
            style={{
              left: cable.bus - x,
              top: Math.min(...ys) - y - 34,
              height: Math.max(...ys) - Math.min(...ys) + 68,
            }}
          >
            <b>{bridge}</b>
          </span>
        )}
      </div>
    )
  })
}
