/** The states that an entry has been through, told from the trace. */
import type { Entry, EntryId } from '../../model/conntrack'
import type { TraceEvent } from '../../model/trace'

/** The name of an entry's state in its chart: TCP's own, and for UDP and ICMP what the status bits add up to. */
export function stateOf(entry: Entry): string {
  if (entry.original.proto === 6) return entry.tcp ?? 'NONE'
  if (entry.assured) return 'STREAM'
  return entry.seenReply ? 'REPLIED' : 'UNREPLIED'
}

export interface Life {
  entry: Entry
  /** Each state once per visit, oldest first; it begins with NONE, the place before the first packet. */
  path: readonly string[]
  /** The entry is no more. */
  over: boolean
}

/** Null when no such entry was made among the first `n` events. */
export function lifeOf(trace: readonly TraceEvent[], n: number, node: string, id: EntryId): Life | null {
  let life: { entry: Entry; path: string[]; over: boolean } | null = null
  for (const event of trace.slice(0, n)) {
    if (!('node' in event) || event.node !== node) continue
    if (event.kind === 'ct-new' && event.entry.id === id) life = { entry: event.entry, path: ['NONE'], over: false }
    else if (!life) continue
    else if (event.kind === 'ct-change' && event.entry === id) life.entry = { ...life.entry, ...event.change }
    else if (event.kind === 'ct-confirm' && event.entry === id)
      life.entry = { ...life.entry, confirmed: true, expires: event.expires }
    else if (event.kind === 'ct-end' && event.entry === id) life.over = true
    else continue
    const state = stateOf(life.entry)
    if (life.path.at(-1) !== state) life.path.push(state)
  }
  return life
}

/** The entry that the chart is about: the selected one, else the one in use, else the last one that anything happened to. */
export function entryInView(
  trace: readonly TraceEvent[],
  n: number,
  selected: { node?: string; entry?: EntryId },
  focus: { node?: string; entry?: EntryId },
): { node: string; entry: EntryId } | null {
  for (const { node, entry } of [selected, focus]) if (node !== undefined && entry !== undefined) return { node, entry }
  for (let i = n - 1; i >= 0; i--) {
    const event = trace[i]
    if (event.kind === 'ct-new') return { node: event.node, entry: event.entry.id }
    if (event.kind === 'ct-change' || event.kind === 'ct-confirm' || event.kind === 'ct-end')
      return { node: event.node, entry: event.entry }
    if (event.kind === 'ct-lookup' && event.entry !== null) return { node: event.node, entry: event.entry }
  }
  return null
}
