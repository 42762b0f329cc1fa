/** The lines of the road: from stop to stop as the kernel's packet flow goes, and which of them this packet takes. */
import { WAY, type Path, type Road, type Stop } from './road'

/** In pixels of the road. */
export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** A stop as it is drawn: routing is drawn twice, since what the machine itself sends is routed apart. */
export type Spot = Stop | 'OUTWARD'

export interface Piece {
  from: Spot
  to: Spot
  /** `off`: not on this packet's way. */
  passing: 'passed' | 'ahead' | 'off'
}

const FLOW: readonly (readonly [Spot, Spot])[] = [
  ['PREROUTING', 'ROUTING'],
  ['ROUTING', 'FORWARD'],
  ['FORWARD', 'POSTROUTING'],
  ['ROUTING', 'INPUT'],
  ['INPUT', 'LOCAL'],
  ['LOCAL', 'OUTWARD'],
  ['OUTWARD', 'OUTPUT'],
  ['OUTPUT', 'POSTROUTING'],
]

/** The routing stop that a packet on this path meets. */
export const routingSpot = (path: Path): Spot => (path === 'out' ? 'OUTWARD' : 'ROUTING')

export function piecesOf({ path, at }: Pick<Road, 'path' | 'at'>): Piece[] {
  const spot = (stop: Stop): Spot => (stop === 'ROUTING' ? routingSpot(path) : stop)
  const way = WAY[path].map(spot)
  const here = at ? way.indexOf(spot(at)) : -1
  return FLOW.map(([from, to]) => {
    if (path === 'open') return { from, to, passing: here > 0 && to === 'ROUTING' ? 'passed' : 'ahead' }
    const place = way.indexOf(to)
    if (place < 1 || way[place - 1] !== from) return { from, to, passing: 'off' }
    return { from, to, passing: place <= here ? 'passed' : 'ahead' }
  })
}

/** How far in from a box's corner a line may meet it, in pixels. */
const INSET = 14

/** SVG path from the edge of one box to the edge of another: straight beside each other, with a bend across rows. */
export function lineBetween(a: Rect, b: Rect): string {
  const top = Math.max(a.y, b.y)
  const bottom = Math.min(a.y + a.height, b.y + b.height)
  if (bottom > top) {
    const y = (top + bottom) / 2
    return a.x < b.x ? `M${a.x + a.width} ${y}H${b.x}` : `M${a.x} ${y}H${b.x + b.width}`
  }
  const down = b.y > a.y
  const [from, to] = down ? [a.y + a.height, b.y] : [a.y, b.y + b.height]
  // Straight up or down where one stands over the other, else over the gap between the rows.
  const left = Math.max(a.x, b.x) + INSET
  const right = Math.min(a.x + a.width, b.x + b.width) - INSET
  if (right >= left) return `M${(left + right) / 2} ${from}V${to}`
  const [ax, bx] = a.x < b.x ? [a.x + a.width - INSET, b.x + INSET] : [a.x + INSET, b.x + b.width - INSET]
  return `M${ax} ${from}V${(from + to) / 2}H${bx}V${to}`
}
