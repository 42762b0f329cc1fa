/** The packets of a pane: each under its own node where there is room, else under the last one, where there is most. */
import type { Box, Frame } from '../../draw/geometry'
import { pointAlong } from '../../draw/geometry'
import { wayAlong, type Layout, type NodeBox, type PaneBox } from '../../draw/layout'
import { useScope } from '../store/store'
import { Packet } from './Packet'
import type { Guest } from './guests'
import { crowdOf } from './crowd'
import { words } from './words'

interface BerthsProps {
  pane: PaneBox
  plan: Layout
  guests: Guest[]
  frame: Frame
}

/** Heights in em: a pill, an open card at a host, and what is under it. */
const PILL = 4.5
const CARD = 5.2
const ENDING = { least: 0.5, line: 1.2, letters: 19 }
/** em that a pill needs from side to side. */
const PILL_WIDTH = 12.4

export function Berths({ pane, plan, guests, frame }: BerthsProps) {
  const nodes = useScope((scope) => scope.run.scenario.nodes)
  const crowd = new Set(crowdOf(plan, guests))
  const mine = guests.filter((g) => !pane.panels.includes(g.rest.berth) && !crowd.has(g))
  const strip = pane.cards.length === 0 && mine.length > 0 && pane.panels.length === 0
  const groups = strip
    ? [[pane.realm.id, bay(pane, plan, mine, frame), mine] as Group]
    : berths(pane, plan, mine, frame)
  return groups.map(([id, box, packets], rank) => (
    <div
      key={`${id} ${packets[0].packet.id}`}
      className="berth"
      data-berth={id}
      data-above={box.above}
      data-lean={strip ? 'middle' : leanOf(plan, pane)}
      style={{
        zIndex: 20 - rank,
        left: box.x - pane.x,
        top: box.y,
        width: box.width,
        [box.above ? 'height' : 'maxHeight']: box.height,
      }}
    >
      {packets.map(({ packet, open, rest }) => (
        <Packet
          key={packet.id}
          packet={packet}
          wire={rest.wire}
          form={open && packet.place.at !== 'wire' ? 'host' : 'pill'}
          at={strip || rest.berth === id ? undefined : nodes.find((node) => node.id === rest.berth)?.name}
        />
      ))}
    </div>
  ))
}

type Group = [string, NodeBox['berth'], Guest[]]

/** A packet lies towards the router it comes from or goes to. */
export function leanOf(plan: Layout, pane: PaneBox): 'left' | 'right' {
  const after = plan.panes.slice(plan.panes.indexOf(pane) + 1)
  return after.some((p) => p.realm.kind === 'router') ? 'right' : 'left'
}

function roomFor({ packet, open }: Guest): number {
  const { place } = packet
  if (!open || place.at === 'wire') return PILL
  if (place.at === 'node') return CARD
  const said = place.at === 'dropped' ? words.drop[place.reason] : words.answered
  return CARD + ENDING.least + ENDING.line * Math.ceil(said.length / ENDING.letters)
}

/** From the top down: a line to a wire further up runs behind the packets it passes. */
function berths(pane: PaneBox, plan: Layout, guests: Guest[], { em, height }: Frame): Group[] {
  const groups = new Map<string, Guest[]>()
  const over: Group[] = []
  const last = pane.cards.toSorted((a, b) => (plan.nodes.get(a)?.y ?? 0) - (plan.nodes.get(b)?.y ?? 0)).at(-1)
  for (const guest of guests) {
    const box = plan.nodes.get(guest.rest.berth)
    if (!box || last === undefined) continue
    const here = groups.get(guest.rest.berth) ?? []
    const need = (roomFor(guest) + here.length * (PILL + 0.5)) * em
    const fits = box.berth.height >= need
    // Nowhere is there room for the card of the step: it lies over its machine's neighbours, in sight.
    if (!fits && guest.open && (plan.nodes.get(last)?.berth.height ?? 0) < need) {
      const y = Math.min(box.y + box.height + 0.6 * em, height - need - 0.4 * em)
      const { x, width } = wideEnough(box.berth, pane, plan, em)
      over.push([guest.rest.berth, { x, y, width, height: height - y }, [guest]])
      continue
    }
    const id = fits ? guest.rest.berth : last
    groups.set(id, [...(groups.get(id) ?? []), guest])
  }
  const under = pane.cards.flatMap((id) => {
    const mine = groups.get(id)
    if (!mine) return []
    const { berth } = plan.nodes.get(id)!
    return [[id, wideEnough(berth, pane, plan, em), inSight(mine, berth.height / em)] as Group]
  })
  return [...over, ...under]
}

/** Where not all find room, the one that the step is about comes first. */
function inSight(guests: Guest[], height: number): Guest[] {
  const need = guests.reduce((sum, guest) => sum + roomFor(guest) + 0.5, 0)
  return need > height ? guests.toSorted((a, b) => Number(b.open) - Number(a.open)) : guests
}

/** In a narrow pane packets reach over its inner edge, towards the router. */
function wideEnough(box: NodeBox['berth'], pane: PaneBox, plan: Layout, em: number): NodeBox['berth'] {
  const more = PILL_WIDTH * em - box.width
  if (more <= 0) return box
  return { ...box, width: box.width + more, x: leanOf(plan, pane) === 'right' ? box.x : box.x - more }
}

/** In a strip between routers, under the wires that the packets are on. */
function bay(pane: PaneBox, plan: Layout, guests: Guest[], { height, em }: Frame): Box {
  const tips = guests.flatMap(({ rest: { wire } }) =>
    wire ? pointAlong(wayAlong(plan, wire.link, wire.from, wire.to), wire.part).y : [],
  )
  const y = Math.min(Math.max(5 * em, ...tips) + 1.6 * em, height - (PILL + 0.6) * guests.length * em)
  const width = Math.max(pane.width - em, PILL_WIDTH * em)
  return { x: pane.x + (pane.width - width) / 2, y, width, height: height - y }
}
