/** Entries over time as shapes: a line of entries, the limit, and where packets were dropped or entries pushed out. */
import { area, line, max, scaleLinear, curveStepAfter } from 'd3'
import type { Sample } from '../model/traffic'

/** Of every 20 samples or fewer, in CSS pixels. */
export interface Shapes {
  entries: string
  under: string
  /** y of the limit; nothing when there is none or it is far above all entries. */
  limit?: number
  /** Where losses happened: a bar each, `height` for how many. */
  drops: Bar[]
  early: Bar[]
  ticksX: { x: number; t: number }[]
  ticksY: { y: number; n: number }[]
  most: number
}
export interface Bar {
  x: number
  width: number
  height: number
  count: number
}

/** A limit more than so many times above all entries would squash them against the ground. */
const FAR = 4
/** Pixels of the strip of bars under the line, each. */
export const STRIP = 14

export function capacityOf(samples: readonly Sample[], width: number, height: number): Shapes {
  const last = samples.at(-1)
  const most = max(samples, (s) => s.entries) ?? 0
  const limit = last?.max ?? 0
  const shown = limit > 0 && limit <= FAR * Math.max(1, most)
  const x = scaleLinear([0, Math.max(1, last?.t ?? 1)], [0, width])
  const y = scaleLinear([0, Math.max(1, most, shown ? limit : 0) * 1.08], [height, 0])
  const trace = line<Sample>(
    (s) => x(s.t),
    (s) => y(s.entries),
  ).curve(curveStepAfter)
  const filled = area<Sample>(
    (s) => x(s.t),
    height,
    (s) => y(s.entries),
  ).curve(curveStepAfter)
  return {
    entries: trace(samples) ?? '',
    under: filled(samples) ?? '',
    ...(shown && { limit: y(limit) }),
    drops: bars(samples, x, (s) => s.tableFull + s.exhausted),
    early: bars(samples, x, (s) => s.earlyDrops),
    ticksX: x.ticks(Math.max(2, Math.floor(width / 90))).map((t) => ({ x: x(t), t })),
    ticksY: y
      .ticks(3)
      .filter(Number.isInteger)
      .map((n) => ({ y: y(n), n })),
    most,
  }
}

/** What a running count grew by, from sample to sample. */
function bars(samples: readonly Sample[], x: (t: number) => number, of: (s: Sample) => number): Bar[] {
  const grown = samples.map((s, i) => of(s) - (i > 0 ? of(samples[i - 1]) : 0))
  const top = Math.max(1, ...grown)
  return grown.flatMap((count, i) => {
    if (count <= 0) return []
    const from = x(i > 0 ? samples[i - 1].t : 0)
    const width = Math.max(1.5, x(samples[i].t) - from)
    return [{ x: from, width, height: 3 + (STRIP - 3) * Math.sqrt(count / top), count }]
  })
}
