/** One address realm: a named region with its note, its nodes, and the packets that stand among them. */
import { SIGN_OF, toneOfRealm } from '../../draw/realm'
import type { Layout, NodeBox, PaneBox } from '../../draw/layout'
import type { NodeSpec, Scenario } from '../../model/scenario'
import type { PacketView } from '../../model/view'
import { Interfaces, RouterPane } from '../router/RouterPane'
import { Address } from './Address'
import { Packet } from './Packet'
import { words } from './words'

export interface Guest {
  packet: PacketView
  /** The node of this pane that it stands at, or on whose wire it is. */
  node: string
  open: boolean
}

interface PaneProps {
  pane: PaneBox
  plan: Layout
  scenario: Scenario
  guests: Guest[]
  em: number
  /** Out of sight on a narrow screen: out of reach too. */
  away: boolean
}

export function Pane({ pane, plan, scenario, guests, em, away }: PaneProps) {
  const { realm } = pane
  const tone = toneOfRealm(scenario, realm)
  const spec = (id: string): NodeSpec => scenario.nodes.find((n) => n.id === id)!
  const open = guests.find((g) => g.open)
  const panel = pane.panels.find((id) => id === open?.node) ?? pane.panels[0]
  return (
    <section
      className="pane"
      data-tone={tone}
      data-kind={realm.kind}
      aria-label={realm.name}
      inert={away}
      style={{ left: pane.x, width: pane.width }}
    >
      <header className="pane-head">
        <h2>
          <i aria-hidden="true">{SIGN_OF[tone]}</i> {realm.name}
        </h2>
        {panel ? <Interfaces spec={spec(panel)} /> : <p className="mono">{realm.note}</p>}
      </header>
      {panel && (
        <RouterPane
          spec={spec(panel)}
          packet={open && open.node === panel ? open.packet : undefined}
          others={guests
            .filter((g) => !g.open && g.node === panel && g.packet.place.at !== 'wire')
            .map((g) => g.packet)}
        />
      )}
      <ul className="pane-nodes">
        {pane.cards.map((id) => (
          <Node
            key={id}
            spec={spec(id)}
            box={plan.nodes.get(id)!}
            left={pane.x}
            busy={open?.node === id && open.packet.place.at !== 'wire'}
          />
        ))}
      </ul>
      {berths(pane, plan, guests, em).map(([id, berth, mine], rank) => (
        <div
          key={id}
          className="berth"
          data-berth={id}
          data-lean={leanOf(plan, berth)}
          style={{
            zIndex: 20 - rank,
            left: berth.berth.x - pane.x,
            top: berth.berth.y,
            width: berth.berth.width,
            maxHeight: berth.berth.height,
          }}
        >
          {mine.map(({ packet, open: isOpen }) => (
            <Packet key={packet.id} packet={packet} form={isOpen && packet.place.at !== 'wire' ? 'host' : 'pill'} />
          ))}
        </div>
      ))}
    </section>
  )
}

function Node({ spec, box, left, busy }: { spec: NodeSpec; box: NodeBox; left: number; busy: boolean }) {
  const address = spec.interfaces[0]?.addresses[0]?.split('/')[0] ?? ''
  const service = spec.services?.[0]
  return (
    <li
      className="node"
      data-busy={busy || undefined}
      style={{ left: box.x - left, top: box.y, width: box.width, height: box.height }}
    >
      <strong>{spec.name}</strong>
      <Address end={{ address, port: service?.port }} bare />
      {service && <span className="hidden-text"> {words.service(service.proto, service.port)}</span>}
    </li>
  )
}

/** A packet lies towards the router it comes from or goes to. */
function leanOf(plan: Layout, box: NodeBox): 'left' | 'right' {
  return plan.panes.slice(box.pane + 1).some((p) => p.panels.length > 0) ? 'right' : 'left'
}

/** Heights in em: a pill, and an open card at a host. */
const PILL = 4.5
const CARD = 5.9
const ENDING = 2.4

function roomFor({ packet, open }: Guest): number {
  if (!open || packet.place.at === 'wire') return PILL
  return packet.place.at === 'node' ? CARD : CARD + ENDING
}

/** Each packet under its own node where there is room, else under the last node of the pane, where there always is. */
function berths(pane: PaneBox, plan: Layout, guests: Guest[], em: number): [string, NodeBox, Guest[]][] {
  const groups = new Map<string, Guest[]>()
  const last = pane.cards.at(-1)
  for (const guest of guests) {
    const box = plan.nodes.get(guest.node)
    if (!box || last === undefined) continue
    const here = groups.get(guest.node) ?? []
    const need = (roomFor(guest) + here.length * (PILL + 0.5)) * em
    const id = box.berth.height >= need ? guest.node : last
    groups.set(id, [...(groups.get(id) ?? []), guest])
  }
  // From the top down: a line to a wire further up runs behind the packets it passes.
  return pane.cards.flatMap((id) => {
    const mine = groups.get(id)
    return mine ? [[id, plan.nodes.get(id)!, mine] as [string, NodeBox, Guest[]]] : []
  })
}
