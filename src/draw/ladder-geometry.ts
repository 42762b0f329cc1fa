/** Where the ladder's lifelines and rungs stand. Pixels; y grows with time. */
import { bisectRight, scalePoint } from 'd3'
import type { LinkSpec } from '../model/scenario'
import type { Rung } from './ladder'

/** Room on the left for the clock. */
export const GUTTER = 86
/** Least room between two lifelines. A 5-tuple may be longer: it has its rung for itself. */
const LEAST = 205
const MARGIN = 72

/** Heights of rungs; a crossing has lines for what was, what is, and its name. */
const HEIGHT: Readonly<Record<Rung['kind'], number>> = { wire: 58, drop: 34, command: 28, pass: 28 }

export interface Rails {
  width: number
  x: ReadonlyMap<string, number>
}

/** Lifelines side by side in the width there is, or wider where they would not fit. */
export function railsOf(nodes: readonly string[], width: number): Rails {
  const least = GUTTER + 2 * MARGIN + LEAST * Math.max(0, nodes.length - 1)
  const whole = Math.max(width, least)
  const scale = scalePoint([...nodes], [GUTTER + MARGIN, whole - MARGIN])
  return { width: whole, x: new Map(nodes.map((node) => [node, scale(node) ?? 0])) }
}

/** The top of each rung, and behind the last the end of the ladder. */
export function topsOf(rungs: readonly Rung[]): Float64Array {
  const tops = new Float64Array(rungs.length + 1)
  rungs.forEach(({ kind }, i) => (tops[i + 1] = tops[i] + HEIGHT[kind]))
  return tops
}

/** Rungs [from, to) that a window shows. */
export function windowOf(tops: Float64Array, top: number, height: number): { from: number; to: number } {
  const count = tops.length - 1
  return {
    from: Math.max(0, bisectRight(tops, top) - 1),
    to: Math.min(count, bisectRight(tops, top + height)),
  }
}

/** The rung that the playhead has passed last; -1 before the first. */
export function rungAt(rungs: readonly Rung[], playhead: number): number {
  let [low, high] = [0, rungs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rungs[middle].n < playhead) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Where an arrow to nobody ends: half-way to the middle of the others on its link. */
export function lostX({ x }: Rails, link: Pick<LinkSpec, 'ends'> | undefined, from: string): number {
  const here = x.get(from) ?? 0
  const others = (link?.ends ?? []).flatMap((end) => {
    const at = x.get(end.slice(0, end.lastIndexOf('.')))
    return at === undefined || at === here ? [] : [at]
  })
  const middle = others.length > 0 ? others.reduce((sum, at) => sum + at, 0) / others.length : here + LEAST
  return (here + middle) / 2
}
