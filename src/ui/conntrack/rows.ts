/** What the table shows at a place of the trace: the entries of one node, and those that this very step removed. */
import type { Entry, EntryId } from '../../model/conntrack'
import type { Scenario } from '../../model/scenario'
import type { EventOf, TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'

export interface Row {
  entry: Entry
  /** The step at the playhead is about it. */
  inUse: boolean
  selected: boolean
  /** Made by this step. */
  fresh: boolean
  /** Removed by this step, and why. */
  gone?: EventOf<'ct-end'>['why']
}

export interface Place {
  view: View
  before: View
  /** The event at the playhead. */
  event: TraceEvent | undefined
}

export function rowsOf({ view, before, event }: Place, node: string, selected?: EntryId): Row[] {
  const now = view.nodes[node]?.conntrack
  const was = before.nodes[node]?.conntrack
  if (!now) return []
  const rows: Row[] = []
  const ended = event?.kind === 'ct-end' && event.node === node ? event : undefined
  const old = ended && was?.get(ended.entry)
  const row = (entry: Entry): Row => ({
    entry,
    inUse: view.focus.node === node && view.focus.entry === entry.id,
    selected: entry.id === selected,
    fresh: was !== undefined && was !== now && !was.has(entry.id),
  })
  for (const entry of now.values()) rows.push(row(entry))
  if (ended && old) {
    const at = rows.findIndex(({ entry }) => entry.id > old.id)
    rows.splice(at < 0 ? rows.length : at, 0, { ...row(old), gone: ended.why })
  }
  return rows
}

/** Nodes with a table worth showing: routers, and whoever else has entries. */
export function trackers(scenario: Scenario, view: View): string[] {
  return scenario.nodes
    .filter(({ id, kind }) => kind === 'router' || (view.nodes[id]?.conntrack.size ?? 0) > 0)
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
