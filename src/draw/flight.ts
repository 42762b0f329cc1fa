/**
 * Animation by difference. The picture is a function of the view; when the view changes, what stands
 * elsewhere than before flies there, along the wires in between. Nobody writes how an event moves.
 */
import { easeCubicInOut } from 'd3'
import type { PacketId } from '../model/trace'
import type { PacketView, Place, View } from '../model/view'
import { pointAlong, type Box, type Point } from './geometry'

/** A piece of way: along a link between two nodes, in the direction flown. */
export interface Leg {
  link: string
  from: string
  to: string | null
}

export interface Move {
  pkt: PacketId
  /** Links flown along, in order; empty when it only moved within one node. */
  legs: Leg[]
  kind: 'appears' | 'moves'
}

/** Further apart than this in the trace, or in another run, the picture jumps: a flight would explain nothing. */
const NEAR = 80

export function isNear(before: View, after: View): boolean {
  return Math.abs(after.n - before.n) <= NEAR
}

/** What flies when the picture goes from one view to the other, either way in time. */
export function planFlights(before: View, after: View): Move[] {
  if (!isNear(before, after)) return []
  const moves: Move[] = []
  for (const packet of after.packets.values()) {
    const was = before.packets.get(packet.id)
    if (!was) moves.push({ pkt: packet.id, legs: [], kind: 'appears' })
    else if (was.place !== packet.place)
      moves.push({ pkt: packet.id, legs: legsBetween(was.place, packet.place), kind: 'moves' })
  }
  return moves
}

const nodeAt = (place: Place): string => (place.at === 'wire' ? place.from.node : place.node)

function legsBetween(was: Place, now: Place): Leg[] {
  // Off a wire: on to the node it leads to, or back to the node it came from.
  if (was.at === 'wire' && now.at !== 'wire') {
    const to = was.to?.node ?? null
    if (nodeAt(now) === to) return [{ link: was.link, from: was.from.node, to }]
    return [{ link: was.link, from: to ?? was.from.node, to: was.from.node }]
  }
  if (now.at === 'wire' && was.at !== 'wire') {
    const to = now.to?.node ?? null
    if (nodeAt(was) === now.from.node) return [{ link: now.link, from: now.from.node, to }]
    return [{ link: now.link, from: nodeAt(was), to: now.from.node }]
  }
  return []
}

/** How far along its wire a packet is shown: never quite at an end, so that a wire is seen to be one. */
export function wirePart(place: Extract<Place, { at: 'wire' }>, t: number): number {
  const whole = place.arrives - place.departs
  const part = whole > 0 ? Math.max(0, Math.min(1, (t - place.departs) / whole)) : 0
  return 0.4 + 0.45 * part
}

/** Where a card is: its box, and the point on a node, wire or hook that it belongs to. */
export interface Stand {
  box: Box
  tip: Point
}

export interface Flight {
  from: Stand
  to: Stand
  /** Points that the tip passes through, in order. */
  via: Point[]
  /** It goes by wire: on the way the card rides on its tip, and settles beside it at the end. */
  rides?: boolean
}

/** A shift and a scale to lay over the card where it will end up, about its centre. */
export interface Pose {
  x: number
  y: number
  scale: number
  /** The tip at this moment, in the stage's box. */
  tip: Point
}

const centre = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** The card at `part` of its flight (0…1): the tip follows the way, the card hangs off it and takes its new size. */
export function flightAt(flight: Flight, part: number): Pose {
  const p = easeCubicInOut(Math.max(0, Math.min(1, part)))
  const { from, to } = flight
  const tip = p >= 1 ? to.tip : pointAlong([from.tip, ...flight.via, to.tip], p)
  const [a, b] = [centre(from.box), centre(to.box)]
  const settle = flight.rides ? 1 - 0.85 * Math.sin(Math.PI * p) : 1
  const hang = (was: number, wasTip: number, now: number, nowTip: number) =>
    ((was - wasTip) * (1 - p) + (now - nowTip) * p) * settle
  const startScale = Math.max(0.45, Math.min(1.8, from.box.width / Math.max(1, to.box.width)))
  return {
    x: tip.x + hang(a.x, from.tip.x, b.x, to.tip.x) - b.x,
    y: tip.y + hang(a.y, from.tip.y, b.y, to.tip.y) - b.y,
    scale: startScale + (1 - startScale) * p,
    tip,
  }
}

/** The stand that a flight shows at `part`, to start the next flight from when this one is interrupted. */
export function standAt(flight: Flight, part: number): Stand {
  const pose = flightAt(flight, part)
  const { box } = flight.to
  const width = box.width * pose.scale
  const height = box.height * pose.scale
  const mid = centre(box)
  return { box: { x: mid.x + pose.x - width / 2, y: mid.y + pose.y - height / 2, width, height }, tip: pose.tip }
}

/** How long it takes, in milliseconds of the person's time: longer ways a little longer. */
export function flightTime(flight: Flight): number {
  const way = [flight.from.tip, ...flight.via, flight.to.tip]
  const length = way.slice(1).reduce((all, p, i) => all + Math.hypot(p.x - way[i].x, p.y - way[i].y), 0)
  if (length < 2) return 160
  return flight.rides ? Math.min(800, 380 + length * 0.9) : Math.min(520, 200 + length * 0.9)
}

/**
 * Is it to be seen? Ended packets stay for the event that ended them; a lost one until another packet is born. After a
 * longer jump that is still all: what ended on the way there is past.
 */
export function isShown(packet: PacketView, view: View, before: View): boolean {
  const { place } = packet
  if (place.at === 'node' || place.at === 'wire') return true
  const newly = before.packets.get(packet.id)?.place !== place
  if (newly && view.focus.pkt === packet.id) return true
  return (newly || place.at === 'dropped') && packet.id === newestOf(view)
}

const newest = new WeakMap<View, PacketId>()

function newestOf(view: View): PacketId {
  const known = newest.get(view)
  if (known !== undefined) return known
  let last = 0
  for (const id of view.packets.keys()) last = Math.max(last, id)
  newest.set(view, last)
  return last
}

/** The packet that is shown open, the others being pills: the one the step is about, or the last one that moved. */
export function openPacket(view: View, before: View, selected?: PacketId): PacketId | undefined {
  const shown = (id?: PacketId) => {
    const packet = id === undefined ? undefined : view.packets.get(id)
    return packet && isShown(packet, view, before) ? packet.id : undefined
  }
  return shown(view.focus.pkt) ?? shown(selected) ?? [...view.packets.keys()].findLast((id) => shown(id) !== undefined)
}
