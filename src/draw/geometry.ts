/** Points and boxes in CSS pixels of the stage. */

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

export interface Frame {
  width: number
  height: number
  /** Size of one em of the body text; boxes grow with it (projector theme). 14 is the design's. */
  em: number
}

export const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** d3's `sum` would do, and bring the whole of d3-array to the first load. */
export const total = (lengths: readonly number[]): number => lengths.reduce((all, each) => all + each, 0)

export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

/** The box around boxes; nothing around none. */
export function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = Math.min(...boxes.map((b) => b.x))
  const y = Math.min(...boxes.map((b) => b.y))
  const right = Math.max(...boxes.map((b) => b.x + b.width))
  const bottom = Math.max(...boxes.map((b) => b.y + b.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Without points that repeat the one before or lie on the straight line between their neighbours. */
export function straighten(points: readonly Point[]): Point[] {
  const apart = points.filter((p, i) => i === 0 || p.x !== points[i - 1].x || p.y !== points[i - 1].y)
  return apart.filter((p, i) => {
    const [a, b] = [apart[i - 1], apart[i + 1]]
    if (!a || !b) return true
    return !((a.x === p.x && p.x === b.x) || (a.y === p.y && p.y === b.y))
  })
}

/** The point at `part` (0…1) of a way's length. */
export function pointAlong(way: readonly Point[], part: number): Point {
  const lengths = way.slice(1).map((p, i) => Math.hypot(p.x - way[i].x, p.y - way[i].y))
  let left = clamp(part, 0, 1) * total(lengths)
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const f = left / length
      return { x: way[i].x + (way[i + 1].x - way[i].x) * f, y: way[i].y + (way[i + 1].y - way[i].y) * f }
    }
    left -= length
  }
  return way.at(-1) ?? { x: 0, y: 0 }
}
