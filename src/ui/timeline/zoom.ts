/** The stretch of the trace that the timeline shows. Places, as the playhead counts them. */
import { create } from 'zustand'

export interface Span {
  from: number
  to: number
}

/** Events that are still told apart when one zooms in as far as it goes. */
const LEAST = 20

/** As much of it as there is, at least `LEAST` wide where the run is; whole numbers. */
export function fitted({ from, to }: Span, length: number): Span {
  const whole = Math.max(1, length)
  const wide = Math.min(whole, Math.max(LEAST, Math.round(to - from)))
  const start = Math.max(0, Math.min(whole - wide, Math.round(from)))
  return { from: start, to: start + wide }
}

/** Zoomed by a factor (2 shows twice as many events) around a place that stays where it is on the screen. */
export function zoomed(span: Span, factor: number, around: number, length: number): Span {
  const wide = Math.min(Math.max(1, length), Math.max(LEAST, (span.to - span.from) * factor))
  const part = (around - span.from) / (span.to - span.from)
  return fitted({ from: around - part * wide, to: around + (1 - part) * wide }, length)
}

/** Moved as little as it takes to show `place`. */
export function showing({ from, to }: Span, place: number): Span {
  const by = place < from ? place - from : place > to ? place - to : 0
  return by === 0 ? { from, to } : { from: from + by, to: to + by }
}

interface Zoom {
  /** Null while the whole run is on show. */
  span: Span | null
  by(factor: number, around: number, length: number): void
  show(span: Span | null): void
}

export const useZoom = create<Zoom>()((set, get) => ({
  span: null,
  by(factor, around, length) {
    const next = zoomed(get().span ?? { from: 0, to: Math.max(1, length) }, factor, around, length)
    set({ span: next.to - next.from >= length ? null : next })
  },
  show: (span) => set({ span }),
}))
