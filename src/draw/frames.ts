/** Which moments of a run a film shows: those at which something is to be seen. */
import type { EventKind, TraceEvent } from '../model/trace'

/** Each of these moves or changes something on the stage. A rule does when it matched; the rest is in between. */
const SEEN: ReadonlySet<EventKind> = new Set<EventKind>([
  'command',
  'packet',
  'enter',
  'ct-lookup',
  'ct-new',
  'nat-bind',
  'rewrite',
  'route',
  'wire',
  'deliver',
  'drop',
  'rules',
  'sysctl',
  'refused',
  'pass',
])

const isSeen = (event: TraceEvent): boolean => SEEN.has(event.kind) || (event.kind === 'rule' && event.matched)

export interface Frames {
  /** Playheads: events passed, in order. */
  places: number[]
  /** So many behind the last one were left out, because there are too many. */
  left: number
}

/** Frames from playhead `from` to playhead `to`, both of them included; `most` at most, the first ones. */
export function framesOf(trace: readonly TraceEvent[], from: number, to: number, most: number): Frames {
  const start = Math.max(0, Math.min(from, trace.length))
  const end = Math.max(start, Math.min(to, trace.length))
  const places = [start]
  let left = 0
  for (let place = start + 1; place <= end; place++)
    if (place === end || isSeen(trace[place - 1])) {
      if (places.length < most) places.push(place)
      else left++
    }
  return { places, left }
}
