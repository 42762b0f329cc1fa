/** How long a person gets to read each event at 1×, in milliseconds, and where a hop ends. */
import type { EventKind, PacketId, TraceEvent } from '../../model/trace'

/** A flight over a wire. The stage uses the same figure. */
export const FLIGHT = 900

const LONGER: Partial<Record<EventKind, number>> = {
  wire: FLIGHT + 100,
  command: 1200,
  'nat-bind': 1500,
  rewrite: 1500,
  drop: 1600,
  'ct-new': 1000,
  deliver: 900,
  pass: 1000,
  refused: 1600,
}
const READ = 700
/** A rule that does not match, a table without a word to say: nothing to read for long. */
const GLANCE = 450

export function beat(event: TraceEvent | undefined): number {
  if (!event) return READ
  if (event.kind === 'rule' && !event.matched) return GLANCE
  if (event.kind === 'station' || event.kind === 'chain-end') return GLANCE
  return LONGER[event.kind] ?? READ
}

export const SPEEDS = [0.5, 1, 2, 4] as const

const HOP: ReadonlySet<EventKind> = new Set(['wire', 'deliver', 'drop', 'enter', 'end'])

/** Playheads count events passed: the hop after `playhead` ends right behind the next boundary. */
export function hop(trace: readonly TraceEvent[], playhead: number, direction: 1 | -1): number {
  let to = playhead + direction
  while (to > 0 && to < trace.length && !HOP.has(trace[to - 1].kind)) to += direction
  return Math.max(0, Math.min(to, trace.length))
}

/**
 * Behind a packet's last event, or back behind its birth. Which packet: the one named, else that of the nearest event on
 * the way. Where there is nothing to find, the playhead stays.
 */
export function packetEnd(trace: readonly TraceEvent[], playhead: number, direction: 1 | -1, named?: PacketId): number {
  let pkt = named
  let place = playhead
  // Going back, the event just passed is a birth already: then there is nowhere to go.
  for (let n = direction === 1 ? playhead : playhead - 1; n >= 0 && n < trace.length; n += direction) {
    const event = trace[n]
    if (!('pkt' in event) || event.pkt === undefined) continue
    pkt ??= event.pkt
    if (event.pkt !== pkt) continue
    place = n + 1
    if (direction === 1 ? event.kind === 'deliver' || event.kind === 'drop' : event.kind === 'packet') break
  }
  return place
}
