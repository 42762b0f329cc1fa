/** A stretch of the trace as pixel columns: however many events there are, there is one tick per pixel at most. */
import type { Span } from './zoom'

/** No tick. */
export const NONE = 255

/** Where a place of the trace stands in a picture of `width` pixels. */
export const xOf = (place: number, { from, to }: Span, width: number): number => ((place - from) / (to - from)) * width

/** The most important tick of each column 0 … width: event n stands at place n + 1. */
export function columnsOf(ticks: Uint8Array, span: Span, width: number): Uint8Array {
  const columns = new Uint8Array(width + 1).fill(NONE)
  const last = Math.min(ticks.length, span.to)
  for (let n = Math.max(0, span.from - 1); n < last; n++) {
    const x = Math.round(xOf(n + 1, span, width))
    if (x >= 0 && (columns[x] === NONE || columns[x] < ticks[n])) columns[x] = ticks[n]
  }
  return columns
}

/** Columns thinned to one mark in `room` pixels, for signs that would lie on each other. The important one wins. */
export function sparse(columns: Uint8Array, least: number, room: number): { x: number; tick: number }[] {
  const marks: { x: number; tick: number }[] = []
  columns.forEach((tick, x) => {
    if (tick === NONE || tick < least) return
    const near = marks.at(-1)
    if (!near || x - near.x >= room) marks.push({ x, tick })
    else if (tick > near.tick) near.tick = tick
  })
  return marks
}
