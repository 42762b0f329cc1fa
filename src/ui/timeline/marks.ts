/** What the timeline shows of each event: its kind of tick, and which commands are a person's. */
import type { TimedCommand } from '../../model/command'
import type { PacketId, TraceEvent } from '../../model/trace'

/** In order of importance: where several fall on one pixel, the last one is seen. */
export const TICKS = ['plain', 'wire', 'nat', 'drop', 'command', 'edit'] as const
export type Tick = (typeof TICKS)[number]

function tickOf(event: TraceEvent): Tick {
  switch (event.kind) {
    case 'rewrite':
      return event.cause.by === 'nat' ? 'nat' : 'plain'
    case 'drop':
    case 'refused':
      return 'drop'
    case 'command':
      return 'command'
    case 'wire':
      return 'wire'
    default:
      return 'plain'
  }
}

/** The numbers of the `command` events that carry out `edits`: each comes at its number or soon after. */
export function editEvents(trace: readonly TraceEvent[], edits: readonly TimedCommand[]): Set<number> {
  const found = new Set<number>()
  for (const { when, command } of edits) {
    if (!('event' in when)) continue
    const written = JSON.stringify(command)
    for (let n = when.event; n < trace.length; n++) {
      const event = trace[n]
      if (event.kind !== 'command' || found.has(n) || JSON.stringify(event.command) !== written) continue
      found.add(n)
      break
    }
  }
  return found
}

/** A byte per event: an index into `TICKS`. */
export function ticksOf(trace: readonly TraceEvent[], edits: readonly TimedCommand[]): Uint8Array {
  const own = editEvents(trace, edits)
  return Uint8Array.from(trace, (event) => TICKS.indexOf(own.has(event.n) ? 'edit' : tickOf(event)))
}

/** Places right behind the events of these packets. */
export const placesOf = (trace: readonly TraceEvent[], packets: ReadonlySet<PacketId>): number[] =>
  packets.size === 0
    ? []
    : trace.flatMap((event) =>
        'pkt' in event && event.pkt !== undefined && packets.has(event.pkt) ? [event.n + 1] : [],
      )
