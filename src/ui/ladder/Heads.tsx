/** The nodes' names at the heads of their lifelines, in their realms' colours; they stay while the rungs scroll. */
import type { Rails } from '../../draw/ladder-geometry'
import { SIGN_OF, toneOfRealm } from '../../draw/realm'
import type { Scenario } from '../../model/scenario'

export function Heads({ scenario, nodes, rails }: { scenario: Scenario; nodes: readonly string[]; rails: Rails }) {
  return (
    <div className="ladder-heads" role="presentation" style={{ width: rails.width }}>
      {nodes.map((id) => {
        const node = scenario.nodes.find((other) => other.id === id)
        const realm = scenario.realms.find((other) => other.id === node?.realm)
        const tone = realm ? toneOfRealm(scenario, realm) : 'public'
        return (
          <span key={id} className="ladder-node" data-tone={tone} style={{ left: rails.x.get(id) }} aria-hidden="true">
            <i>{SIGN_OF[tone]}</i> {node?.name ?? id}
          </span>
        )
      })}
    </div>
  )
}
