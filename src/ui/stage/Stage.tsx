/** The stage: realms as panes from left to right, nodes, wires, and the packets among them. */
import { useMemo, useRef, useState } from 'react'
import { isShown, openPacket } from '../../draw/flight'
import { layout, type Layout } from '../../draw/layout'
import { wireOf } from '../../draw/visit'
import type { EventOf } from '../../model/trace'
import type { PacketView } from '../../model/view'
import { useScope } from '../store/store'
import { Here } from './Here'
import { Pane, type Guest } from './Pane'
import { useFlights } from './useFlights'
import { useSize } from './useSize'
import { Wires } from './Wires'
import { words } from './words'
import './stage.css'

/** Sizes are in pixels, not in em: what they decide sets the em. Below this, one realm fills the stage. */
const ONE = 600
/** Narrower than this, panes, nodes and pills are drawn closer. */
const NARROW = 870
/** From this size on everything on the stage is drawn larger. */
const LARGE = { width: 1280, height: 580 }

export function Stage() {
  const scenario = useScope((scope) => scope.run.scenario)
  const view = useScope((scope) => scope.view)
  const before = useScope((scope) => scope.before)
  const trace = useScope((scope) => scope.trace)
  const selected = useScope((scope) => scope.selection.pkt)
  const root = useRef<HTMLDivElement>(null)
  const frame = useSize(root)
  const one = frame !== null && frame.width < ONE
  const plan = useMemo(() => (frame ? layout(scenario, frame, one) : null), [scenario, frame, one])

  const narrow = frame !== null && !one && frame.width < NARROW
  const large = frame !== null && frame.width >= LARGE.width && frame.height >= LARGE.height
  const open = openPacket(view, before, selected)
  const packet = open === undefined ? undefined : view.packets.get(open)
  const guests = [...view.packets.values()].filter((p) => isShown(p, view, before)).map((p) => guestOf(p, open, plan))
  const home = packet && plan ? paneOf(plan, guestOf(packet, open, plan).node) : -1
  const [wish, setWish] = useState<{ pane: number; home: number } | null>(null)
  // A person's choice of pane holds until the packet goes to another.
  const shown = wish && wish.home === home ? wish.pane : Math.max(0, home)
  useFlights(root, view, plan)

  const lit = guests.flatMap(({ packet: p }) => wireOf(trace, view.n, p.id) ?? [])
  const wires: EventOf<'wire'>[] = lit.filter((w) => w.pkt === open || view.packets.get(w.pkt)?.place.at === 'wire')
  return (
    <div
      className="stage"
      data-one={one || undefined}
      data-narrow={narrow || undefined}
      data-large={large || undefined}
    >
      {one && plan && (
        <div className="stage-picks" role="group" aria-label={words.panes}>
          {plan.panes.map(({ realm }, i) => (
            <button
              key={realm.id}
              className="stage-pick"
              aria-pressed={i === shown}
              onClick={() => setWish({ pane: i, home })}
            >
              {realm.name}
              {i === home && <i aria-hidden="true"> ●</i>}
            </button>
          ))}
        </div>
      )}
      <div className="stage-view">
        <div
          className="stage-field"
          ref={root}
          style={one && frame ? { transform: `translateX(${-shown * frame.width}px)` } : undefined}
        >
          {plan && frame && (
            <>
              {plan.panes.map((pane, i) => (
                <Pane
                  key={pane.realm.id}
                  pane={pane}
                  plan={plan}
                  scenario={scenario}
                  em={frame.em}
                  away={one && i !== shown}
                  guests={guests.filter((g) => paneOf(plan, g.node) === i)}
                />
              ))}
              <Wires plan={plan} scenario={scenario} lit={wires} />
            </>
          )}
        </div>
      </div>
      <Here packet={packet} />
    </div>
  )
}

/** At its node; on a wire, at the end that is no router, where a wire can be seen. */
function guestOf(packet: PacketView, open: number | undefined, plan: Layout | null): Guest {
  const { place } = packet
  let node: string
  if (place.at !== 'wire') node = place.node
  else node = place.to && plan?.nodes.has(place.to.node) ? place.to.node : place.from.node
  if (place.at === 'wire' && plan && !plan.nodes.has(node)) {
    const near = plan.wires.find((w) => w.link === place.link && plan.nodes.has(w.node))
    node = near?.node ?? node
  }
  return { packet, node, open: packet.id === open }
}

const paneOf = (plan: Layout, node: string): number => {
  const box = plan.nodes.get(node)
  return box ? box.pane : plan.panes.findIndex((p) => p.panels.includes(node))
}
