/** Where a packet's element stands on the stage and what it points at. Reads the page; called once per event. */
import type { Stand } from '../../draw/flight'
import { pointAlong, type Box, type Point } from '../../draw/geometry'
import { wayAlong, type Layout } from '../../draw/layout'
import type { Rest } from '../../draw/rest'
import type { View } from '../../model/view'
import { scaleOf } from './scale'

/** How close to its corner a card's pointer may come, in pixels. */
const CORNER = 18

export interface Measured extends Stand {
  /** It stands where no line to what it belongs to can be drawn. */
  apart: boolean
}

export type Rests = ReadonlyMap<number, Rest>

export function standOf(
  card: HTMLElement,
  root: HTMLElement,
  plan: Layout,
  view: View,
  rests: Rests,
): Measured | undefined {
  const packet = view.packets.get(Number(card.dataset.pkt))
  const wire = packet && rests.get(packet.id)?.wire
  const box = boxIn(card, root)
  if (!packet || box.width === 0) return undefined
  const { place } = packet
  let tip: Point = { x: box.x + box.width / 2, y: box.y }
  // Under another node for want of room under its own: a line would cross what lies between.
  const stand = card.closest<HTMLElement>('[data-berth]')?.dataset
  const berth = stand?.berth
  const apart =
    stand?.above !== undefined || (berth !== undefined && !wire && place.at !== 'wire' && berth !== place.node)
  if (wire) {
    const way = wayAlong(plan, wire.link, wire.from, wire.to)
    if (way.length > 1) tip = pointAlong(way, wire.part)
  } else if (place.at !== 'wire') {
    const node = plan.nodes.get(place.node)
    const pane = card.closest('[data-node-pane]')
    const anchor = pane?.querySelector<HTMLElement>('[data-anchor]')
    if (node)
      tip = {
        x: Math.min(box.x + box.width - CORNER, Math.max(box.x + CORNER, node.x + node.width / 2)),
        y: node.y + node.height,
      }
    else if (!node && anchor) tip = anchorPoint(anchor, root)
  }
  return { box, tip, apart }
}

/** The lower edge of the hook, under the station where the packet is. */
function anchorPoint(anchor: HTMLElement, root: HTMLElement): Point {
  const station = boxIn(anchor, root)
  const hook = boxIn(anchor.closest<HTMLElement>('[data-stop]') ?? anchor, root)
  return { x: station.x + station.width / 2, y: hook.y + hook.height }
}

/**
 * The card's pointer and the line to what it points at are drawn by the style sheet from these. Called when all cards have
 * been measured: in turns with that, the page would be laid out again for each.
 */
export function point(card: HTMLElement, { box, tip, apart }: Measured): void {
  card.toggleAttribute('data-detached', apart)
  const x = Math.max(CORNER, Math.min(box.width - CORNER, tip.x - box.x))
  // Set where it is used: what stands on the card would be inherited by all that is in it.
  const pointer = card.querySelector<HTMLElement>('.pkt-tip')
  pointer?.style.setProperty('--tip-x', `${x}px`)
  pointer?.style.setProperty('--tip-gap', `${Math.max(0, box.y - tip.y)}px`)
}

function boxIn(element: HTMLElement, root: HTMLElement): Box {
  const a = element.getBoundingClientRect()
  const b = root.getBoundingClientRect()
  const k = scaleOf(root)
  return { x: (a.left - b.left) / k, y: (a.top - b.top) / k, width: a.width / k, height: a.height / k }
}
