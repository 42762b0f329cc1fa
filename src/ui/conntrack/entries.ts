/** What the table shows at a place of the trace: the entries of one node, and those that this very step removed. */
import type { Entry, EntryId } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import type { EventOf, TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'

/** What this very step has to do with entries. */
export interface Marks {
  /** The step is about it. */
  inUse?: EntryId
  /** Made by this step. */
  fresh?: EntryId
  /** Removed by this step, and why. */
  gone?: { id: EntryId; why: EventOf<'ct-end'>['why'] }
}

export interface Place {
  view: View
  before: View
  /** The event at the playhead. */
  event: TraceEvent | undefined
}

const NONE: ReadonlyMap<EntryId, Entry> = new Map()

/** A node's entries: the view's own map, unless this step removed one, which then still stands in its place. */
export function entriesAt(place: Place, node: string): ReadonlyMap<EntryId, Entry> {
  const { gone } = marksAt(place, node)
  const is = gone ? place.before : place.view
  return is.nodes[node]?.conntrack ?? NONE
}

export function marksAt({ view, before, event }: Place, node: string): Marks {
  const marks: Marks = {}
  if (view.focus.node === node) marks.inUse = view.focus.entry
  if (!event || !('node' in event) || event.node !== node || before === view) return marks
  if (event.kind === 'ct-new') marks.fresh = event.entry.id
  if (event.kind === 'ct-end' && before.nodes[node]?.conntrack.has(event.entry))
    marks.gone = { id: event.entry, why: event.why }
  return marks
}

/** Nodes with a table worth showing: routers with rules (without any, nobody asks conntrack to track), and whoever else has entries. */
export function trackers(scenario: Scenario, view: View): string[] {
  return scenario.nodes
    .filter(({ id, kind, iptables }) => {
      const { conntrack, rules } = view.nodes[id] ?? {}
      return (kind === 'router' && (iptables ?? rules) != null) || (conntrack?.size ?? 0) > 0
    })
    .map(({ id }) => id)
}

/** The tracker that something happened on last; the first of all before anything did. */
export function trackerInFocus(nodes: readonly string[], view: View, trace: readonly TraceEvent[]): string | undefined {
  if (nodes.length < 2) return nodes[0]
  for (let n = Math.min(view.n, trace.length) - 1; n >= 0; n--) {
    const event = trace[n]
    if ('node' in event && nodes.includes(event.node)) return event.node
  }
  return nodes[0]
}

/** Which ends of the reply tuple are not the plain inverse of the original one. */
export const translatedEnds = ({ original: o, reply: r }: Entry): { src: boolean; dst: boolean } => ({
  src: r.src !== o.dst || r.sport !== o.dport,
  dst: r.dst !== o.src || r.dport !== o.sport || r.id !== o.id,
})

/** The status bits in words, as `conntrack -L` and `/proc/net/nf_conntrack` know them, and two that they hide. */
export function flagsOf(entry: Entry): string[] {
  return [
    !entry.confirmed && 'unconfirmed',
    !entry.seenReply && 'UNREPLIED',
    entry.assured && 'ASSURED',
    entry.srcNat && 'SNAT',
    entry.dstNat && 'DNAT',
  ].filter((flag) => flag !== false)
}
