/**
 * The trace as it comes in. Pieces are gathered in one growing array; what the page gets is a copy, made when an eighth
 * more has come: all copies together stay a fixed multiple of the trace, however small its pieces are.
 */
import type { TraceEvent } from '../../model/trace'

export interface Tape {
  /** All that has come. Grows in place: for folding only. */
  readonly events: readonly TraceEvent[]
  /** `events` go on from event `from`; what was there is forgotten. */
  put(from: number, events: readonly TraceEvent[]): void
  /** A value for the page, of all that has come, or of what it was told last if not much is new. */
  told(all: boolean): readonly TraceEvent[]
}

const PART = 8

export function tapeOf(): Tape {
  let events: TraceEvent[] = []
  let told: readonly TraceEvent[] = []
  return {
    get events() {
      return events
    },
    put(from, more) {
      if (from < events.length) {
        events = events.slice(0, from)
        told = []
      }
      for (const event of more) events.push(event)
    },
    told(all) {
      const fresh = events.length - told.length
      if (fresh > 0 && (all || fresh * PART >= events.length)) told = events.slice()
      return told
    },
  }
}
