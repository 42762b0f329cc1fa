/** Where a chart's boxes and arrows go in the room there is: one line where it is wide, else lines that fold like a ruler. */
import { curveBasis, curveLinear, line } from 'd3'
import type { Chart, Transition } from './chart'

export const BOX = { width: 112, height: 46 }
const PITCH = { x: 192, y: 76 }
const MARGIN = { x: 10, y: 34 }
const START = { width: 18, height: 18 }

export interface Spot {
  x: number
  y: number
  width: number
  height: number
}
export interface Arrow extends Transition {
  path: string
  /** Where its label's middle is, and how it leans on it. */
  at: { x: number; y: number; anchor: 'start' | 'middle' | 'end' }
}
export interface Geometry {
  width: number
  height: number
  spots: ReadonlyMap<string, Spot>
  any?: Spot
}

/** A label's width, about: it is drawn in a proportional type of 12 pixels. */
const labelled = (chart: Chart, from?: string): number =>
  7 * Math.max(0, ...chart.transitions.filter((t) => from === undefined || t.from === from).map((t) => t.label.length))

/** Columns that fit: at least one. */
const columnsIn = (room: number, wanted: number): number =>
  Math.max(1, Math.min(wanted, Math.floor((room - 2 * MARGIN.x + PITCH.x - BOX.width) / PITCH.x)))

/** States with a place of their own on the line; a state that any other falls into stands apart, below. */
const onLine = (chart: Chart): string[] =>
  chart.states.map(({ name }) => name).filter((name) => name !== chart.from?.to)

export function place(chart: Chart, room: number): Geometry {
  const names = onLine(chart)
  const boxed = names.slice(1)
  const first = START.width + Math.max(62, labelled(chart, names[0]) + 14)
  const columns = columnsIn(room - first, boxed.length)
  const lead = MARGIN.x + first
  const spots = new Map<string, Spot>()
  spots.set(names[0], { x: MARGIN.x, y: MARGIN.y + (BOX.height - START.height) / 2, ...START })
  boxed.forEach((name, i) => {
    const row = Math.floor(i / columns)
    const along = i % columns
    // Every other line runs back, so that neighbours stay neighbours.
    const column = row % 2 === 0 ? along : columns - 1 - along
    spots.set(name, { x: lead + column * PITCH.x, y: MARGIN.y + row * PITCH.y, ...BOX })
  })
  const rows = Math.ceil(boxed.length / columns)
  let height = MARGIN.y + rows * PITCH.y - (PITCH.y - BOX.height) + 12
  let any: Spot | undefined
  if (chart.from) {
    const y = MARGIN.y + rows * PITCH.y - 8
    any = { x: lead, y: y + 4, width: 84, height: 26 }
    spots.set(chart.from.to, {
      x: columns > 1 ? lead + PITCH.x : lead + any.width + 40,
      y: y - 6,
      ...BOX,
    })
    height = y + BOX.height
  }
  // Down from box to box, labels stand to the right of their arrows.
  const beside = columns < boxed.length ? lead + BOX.width / 2 + 14 + labelled(chart) : 0
  const width = Math.max(beside, ...[...spots.values()].map((s) => s.x + s.width)) + MARGIN.x
  return { width, height, spots, any }
}

const middle = (s: Spot): { x: number; y: number } => ({ x: s.x + s.width / 2, y: s.y + s.height / 2 })
const straight = line().curve(curveLinear)
const bent = line().curve(curveBasis)

/** From box to box: along the line, down to the next line, or in an arc over what lies between. */
export function arrow(transition: Transition, from: Spot, to: Spot): Arrow {
  const a = middle(from)
  const b = middle(to)
  const right = b.x > a.x
  if (Math.abs(a.y - b.y) < 2) {
    const near = Math.abs(b.x - a.x) < PITCH.x * 1.2
    if (near) {
      const x1 = right ? from.x + from.width + 2 : from.x - 2
      const x2 = right ? to.x - 6 : to.x + to.width + 6
      return {
        ...transition,
        path:
          straight([
            [x1, a.y],
            [x2, a.y],
          ]) ?? '',
        at: { x: (x1 + x2) / 2, y: a.y - 8, anchor: 'middle' },
      }
    }
    const top = from.y - 18
    const x1 = a.x + (right ? 20 : -20)
    const x2 = b.x + (right ? -20 : 20)
    return {
      ...transition,
      path:
        bent([
          [x1, from.y - 2],
          [x1, top],
          [(x1 + x2) / 2, top],
          [x2, top],
          [x2, to.y - 6],
        ]) ?? '',
      at: { x: (x1 + x2) / 2, y: top - 3, anchor: 'middle' },
    }
  }
  const down = b.y > a.y
  const y1 = down ? from.y + from.height + 2 : from.y - 2
  const y2 = down ? to.y - 6 : to.y + to.height + 6
  if (Math.abs(a.x - b.x) < 2 && Math.abs(a.y - b.y) < PITCH.y * 1.2)
    return {
      ...transition,
      path:
        straight([
          [a.x, y1],
          [a.x, y2],
        ]) ?? '',
      at: { x: a.x + 8, y: (y1 + y2) / 2 + 4, anchor: 'start' },
    }
  if (Math.abs(a.x - b.x) < 2) {
    const aside = from.x - 24
    return {
      ...transition,
      path:
        bent([
          [from.x - 2, a.y],
          [aside, a.y],
          [aside, (a.y + b.y) / 2],
          [aside, b.y],
          [to.x - 6, b.y],
        ]) ?? '',
      at: { x: aside - 4, y: (a.y + b.y) / 2, anchor: 'end' },
    }
  }
  const half = (y1 + y2) / 2
  return {
    ...transition,
    path:
      bent([
        [a.x, y1],
        [a.x, half],
        [(a.x + b.x) / 2, half],
        [b.x, half],
        [b.x, y2],
      ]) ?? '',
    at: { x: (a.x + b.x) / 2, y: half - 5, anchor: 'middle' },
  }
}
