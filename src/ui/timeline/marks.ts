/** What the timeline shows of each event: its kind of tick, and which commands are a person's. */
import type { TimedCommand } from '../../model/command'
import type { TraceEvent } from '../../model/trace'

export type Tick = 'plain' | 'wire' | 'nat' | 'drop' | 'command' | 'edit'

/** Ticks that stand out in order of importance, for when several fall on one pixel. */
export const TICKS: readonly Tick[] = ['plain', 'wire', 'nat', 'drop', 'command', 'edit']

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

export function ticksOf(trace: readonly TraceEvent[], edits: readonly TimedCommand[]): Tick[] {
  const own = editEvents(trace, edits)
  return trace.map((event) => (own.has(event.n) ? 'edit' : tickOf(event)))
}
