/** The stage: realms as panes from left to right, nodes, wires, and the packets among them. */
import { useMemo, useRef, useState } from 'react'
import { actingAt } from '../../draw/acting'
import { openPacket } from '../../draw/flight'
import { layout, paneOf } from '../../draw/layout'
import { routerInSight } from '../../draw/rest'
import { wireOf } from '../../draw/visit'
import { useDetails } from '../router/detail'
import { useScope } from '../store/store'
import { guestsOf } from './guests'
import { Here } from './Here'
import { Hosts } from './Hosts'
import { useMoves } from './moves'
import { Pane } from './Pane'
import { Swarm } from './Swarm'
import { useCamera } from './useCamera'
import { useFlights } from './useFlights'
import { useSize } from './useSize'
import { Wires, type Lit } from './Wires'
import { words } from './words'
import { Zoom } from './Zoom'
import './stage.css'

/** Sizes are in pixels, not in em: what they decide sets the em. Below this, one realm fills the stage. */
const ONE = 600
/** Narrower than this, panes, nodes and pills are drawn closer. */
const NARROW = 870
/** From this size on everything on the stage is drawn larger. */
const LARGE = { width: 1280, height: 580 }
/** Lower than this, nothing may lie over the picture. */
const SHORT = 240
/** A pane of this many em less than the design's has closer boxes. */
const CLOSE = 11.5

export function Stage() {
  const scenario = useScope((scope) => scope.run.scenario)
  const view = useScope((scope) => scope.view)
  const before = useScope((scope) => scope.before)
  const trace = useScope((scope) => scope.trace)
  const selected = useScope((scope) => scope.selection.pkt)
  const moved = useMoves((moves) => moves.of[scenario.id])
  const frameBox = useRef<HTMLDivElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const frame = useSize(frameBox)
  const one = frame !== null && frame.width < ONE
  const inSight = routerInSight(scenario, trace, view.n)
  const [asked, ask] = useState<{ router: string; inSight?: string } | null>(null)
  // A person's choice of router holds until the packet comes to another.
  const open = asked && asked.inSight === inSight ? asked.router : inSight
  const plan = useMemo(
    () => (frame ? layout(scenario, frame, { one, open, moved }) : null),
    [scenario, frame, one, open, moved],
  )

  const narrow = frame !== null && !one && frame.width < NARROW
  const large = frame !== null && frame.width >= LARGE.width && frame.height >= LARGE.height
  const about = openPacket(view, before, selected)
  const packet = about === undefined ? undefined : view.packets.get(about)
  const guests = plan ? guestsOf(plan, trace, view, before, about) : []
  const rests = new Map(guests.map(({ rest }) => [rest.pkt, rest]))
  const acting = actingAt(trace[view.n - 1], before)
  const home = packet ? (rests.get(packet.id)?.pane ?? -1) : plan && acting ? paneOf(plan, acting.node) : -1
  const [wish, setWish] = useState<{ pane: number; home: number } | null>(null)
  // A person's choice of pane holds until the packet goes to another.
  const shown = wish && wish.home === home ? wish.pane : Math.max(0, home)
  const { ref: lens, on, ...camera } = useCamera(frameBox, scenario.id)
  const details = useDetails()
  const entry = useScope((scope) => scope.selection.entry)
  useFlights(
    root,
    view,
    plan,
    rests,
    useMemo(() => ({ details, entry }), [details, entry]),
  )

  const lit = new Map(
    guests.flatMap(({ packet: { id, place }, rest, open: isAbout }) => {
      const wire: Lit | undefined =
        place.at === 'wire' ? place : isAbout || rest.wire ? wireOf(trace, view.n, id) : undefined
      return wire ? [[`${wire.link} ${wire.from.node} ${wire.to?.node}`, wire] as const] : []
    }),
  )
  const show = (router: string) => ask({ router, inSight })
  return (
    <div
      className="stage"
      data-one={one || undefined}
      data-narrow={narrow || undefined}
      data-large={large || undefined}
      data-short={(frame && frame.height < SHORT) || undefined}
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
      <div className="stage-view" ref={frameBox} role="group" aria-label={words.zoom.stage} tabIndex={0} {...on}>
        <div className="stage-camera" ref={lens}>
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
                    frame={frame}
                    close={pane.width < CLOSE * frame.em}
                    away={one && i !== shown}
                    guests={guests.filter((g) => g.rest.pane === i)}
                    acting={acting}
                    onShow={(router) => (one ? setWish({ pane: paneOf(plan, router), home }) : show(router))}
                  />
                ))}
                <Wires
                  plan={plan}
                  scenario={scenario}
                  lit={[...lit.values()]}
                  lost={guests.filter((g) => g.packet.place.at === 'dropped')}
                />
                <Hosts plan={plan} scenario={scenario} />
                <Swarm plan={plan} scenario={scenario} guests={guests} em={frame.em} />
              </>
            )}
          </div>
        </div>
      </div>
      <div className="stage-foot">
        <Here packet={packet} wire={packet && rests.get(packet.id)?.wire} />
        <Zoom {...camera} />
      </div>
    </div>
  )
}
