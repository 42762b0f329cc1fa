/** One address realm: a named region with its note, its nodes, and the packets that stand among them. */
import type { Acting } from '../../draw/acting'
import { SIGN_OF, toneOfRealm } from '../../draw/realm'
import type { Frame } from '../../draw/geometry'
import type { Layout, PaneBox } from '../../draw/layout'
import type { NodeSpec, Scenario } from '../../model/scenario'
import { Interfaces } from '../router/Interfaces'
import { RouterPane } from '../router/RouterPane'
import { Berths, leanOf } from './Berths'
import { crowdOf } from './crowd'
import type { Guest } from './guests'
import { Node } from './Node'

/** em. In a router's pane narrower than this its name stands above its addresses. */
const WRAP = 23.5

/** A host's name is long, and so are its bridge's and its addresses. */
const isLong = (plan: Layout, router: string | undefined): boolean =>
  plan.panes.length > 3 || plan.hosts.some((host) => host.node === router)

interface PaneProps {
  pane: PaneBox
  plan: Layout
  scenario: Scenario
  guests: Guest[]
  /** The machine that acts where no packet shows it, in this pane or another. */
  acting?: Acting
  frame: Frame
  /** Too narrow for boxes as in the design. */
  close: boolean
  /** Out of sight on a narrow screen: out of reach too. */
  away: boolean
  /** A person wants to see that router from inside. */
  onShow(router: string): void
}

export function Pane({ pane, plan, scenario, guests, acting, frame, close, away, onShow }: PaneProps) {
  const { realm } = pane
  const tone = pane.between ? 'shared' : toneOfRealm(scenario, realm)
  const spec = (id: string): NodeSpec => scenario.nodes.find((n) => n.id === id)!
  const open = guests.find((g) => g.open)
  const [panel] = pane.panels
  const box = panel === undefined ? undefined : plan.panels.get(panel)
  const crowd = new Set(crowdOf(plan, guests))
  const inside = guests.filter((g) => g.rest.berth === panel && !g.rest.wire && !crowd.has(g))
  const several = panel !== undefined && pane.cards.length > 0
  return (
    <section
      className="pane"
      data-tone={tone}
      data-lean={leanOf(plan, pane)}
      data-kind={pane.between ? 'wire' : realm.kind}
      data-inside={box && true}
      data-close={close || undefined}
      data-wrap={(!several && (pane.width < WRAP * frame.em || isLong(plan, panel))) || undefined}
      aria-label={realm.name}
      inert={away}
      style={{ left: pane.x, width: pane.width }}
    >
      <header className="pane-head">
        <h2 title={realm.name}>
          <i aria-hidden="true">{SIGN_OF[tone]}</i> {realm.name}
        </h2>
        {panel !== undefined && !several ? <Interfaces spec={spec(panel)} /> : <p className="mono">{realm.note}</p>}
      </header>
      {panel !== undefined && box && (
        <div
          className="pane-router"
          data-several={several || undefined}
          style={several ? { left: box.x - pane.x, top: box.y, width: box.width, height: box.height } : undefined}
        >
          {several && (
            <div className="pane-router-head">
              <strong>{spec(panel).name}</strong>
              <Interfaces spec={spec(panel)} />
            </div>
          )}
          <RouterPane
            key={panel}
            spec={spec(panel)}
            packet={inside.find((g) => g.open)?.packet}
            others={inside.filter((g) => !g.open).map((g) => g.packet)}
          />
        </div>
      )}
      <ul className="pane-nodes">
        {pane.cards.map((id) => {
          const node = plan.nodes.get(id)
          return (
            node && (
              <Node
                key={id}
                spec={spec(id)}
                box={node}
                left={pane.x}
                em={frame.em}
                scenario={scenario}
                busy={open?.rest.berth === id && !open.rest.wire}
                acting={acting?.node === id ? acting : undefined}
                onShow={realm.kind === 'router' ? () => onShow(id) : undefined}
              />
            )
          )
        })}
      </ul>
      <Berths pane={pane} plan={plan} guests={guests} frame={frame} />
    </section>
  )
}
