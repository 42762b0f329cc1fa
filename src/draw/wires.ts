/** Links as lines: from each end to where they meet, and the way of a packet along them. */
import type { LinkSpec } from '../model/scenario'
import { middle, straighten, type Box, type Point } from './geometry'
import { nodeOfEnd } from './stack'

/** An end of a link on the stage. */
interface End {
  end: string
  node: string
  box: Box
  /** Shown from inside: a wire may meet its edge at any height. */
  open: boolean
}

/** A line to draw. */
export interface Wire {
  link: string
  /** The end it leads to. */
  end: string
  way: Point[]
}

/** A link laid out. */
export interface Cable {
  id: string
  ends: End[]
  /** The line, upright between its ends, where they meet. */
  bus: number
}

export function layCable(
  link: LinkSpec,
  boxOf: (node: string) => { box: Box; open: boolean } | undefined,
  em: number,
): Cable {
  const ends = link.ends.flatMap((end) => {
    const node = nodeOfEnd(end)
    const found = boxOf(node)
    return found ? [{ end, node, ...found }] : []
  })
  return {
    id: link.id,
    ends,
    bus: busOf(
      ends.map((e) => e.box),
      em,
    ),
  }
}

/** In the widest gap between the boxes; beside them where there is none. */
function busOf(boxes: Box[], em: number): number {
  const sorted = boxes.toSorted((a, b) => a.x - b.x)
  let right = -Infinity
  let widest = 0
  let bus: number | undefined
  for (const box of sorted) {
    if (box.x - right > widest && right > -Infinity) {
      widest = box.x - right
      bus = right + widest / 2
    }
    right = Math.max(right, box.x + box.width)
  }
  return bus ?? right + 1.2 * em
}

const edgeOf = ({ box }: End, bus: number): number => (middle(box).x < bus ? box.x + box.width : box.x)
const spans = ({ box, open }: End, y: number): boolean => open && y >= box.y && y <= box.y + box.height

/** The way from one end to another of the same cable. */
function between({ bus }: Cable, a: End, b: End): Point[] {
  const [ya, yb] = [middle(a.box).y, middle(b.box).y]
  const [xa, xb] = [edgeOf(a, bus), edgeOf(b, bus)]
  const y = spans(b, ya) ? ya : spans(a, yb) ? yb : undefined
  if (y !== undefined)
    return straighten([
      { x: xa, y },
      { x: xb, y },
    ])
  return straighten([
    { x: xa, y: ya },
    { x: bus, y: ya },
    { x: bus, y: yb },
    { x: xb, y: yb },
  ])
}

/** Every end's line to the end that is alone on its side of the bus, the router most often; else to the bus. */
export function wiresOf(cable: Cable): Wire[] {
  const { id: link, ends, bus } = cable
  const side = (e: End) => middle(e.box).x < bus
  const alone = (e: End) => ends.filter((other) => side(other) === side(e)).length === 1
  const hub = ends.find((e) => e.open && alone(e)) ?? ends.find(alone) ?? ends.find((e) => e.open)
  if (hub) return ends.filter((e) => e !== hub).map((e) => ({ link, end: e.end, way: between(cable, e, hub) }))
  const ys = ends.map((e) => middle(e.box).y)
  return ends.map((e) => ({
    link,
    end: e.end,
    way: straighten([
      { x: edgeOf(e, bus), y: middle(e.box).y },
      { x: bus, y: middle(e.box).y },
      { x: bus, y: Math.min(...ys) },
    ]),
  }))
}

/** Where nobody is at the far end (`to` null) the way stops short of where others are. */
export function wayOf(cable: Cable, from: string, to: string | null): Point[] {
  const a = cable.ends.find((e) => e.node === from)
  if (!a) return []
  const b = to === null ? undefined : cable.ends.find((e) => e.node === to && e !== a)
  if (b) return between(cable, a, b)
  const x = edgeOf(a, cable.bus)
  const peer = cable.ends.find((e) => e !== a && edgeOf(e, cable.bus) > cable.bus === cable.bus > x)
  const y = peer && spans(a, middle(peer.box).y) ? middle(peer.box).y : middle(a.box).y
  const far = peer ? edgeOf(peer, cable.bus) : cable.bus
  return [
    { x, y },
    { x: x + (far - x) * 0.8, y },
  ]
}
