/** The states that an entry has been through, told from the trace. */
import type { Entry, EntryId } from '../../model/conntrack'
import type { EventOf, TraceEvent } from '../../model/trace'

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

type Turn = EventOf<'ct-new' | 'ct-change' | 'ct-confirm' | 'ct-end'>

/** Made once per trace: a step at the end of a long run asks after one entry, and not after all events before it. */
const made = new WeakMap<readonly TraceEvent[], ReadonlyMap<string, Turn[]>>()

function turnsOf(trace: readonly TraceEvent[], node: string, id: EntryId): readonly Turn[] {
  const known = made.get(trace) ?? turnsByEntry(trace)
  made.set(trace, known)
  return known.get(`${node} ${id}`) ?? []
}

function turnsByEntry(trace: readonly TraceEvent[]): Map<string, Turn[]> {
  const found = new Map<string, Turn[]>()
  for (const event of trace) {
    if (!isTurn(event)) continue
    const key = `${event.node} ${event.kind === 'ct-new' ? event.entry.id : event.entry}`
    const turns = found.get(key)
    if (turns) turns.push(event)
    else found.set(key, [event])
  }
  return found
}

const isTurn = (event: TraceEvent): event is Turn =>
  event.kind === 'ct-new' || event.kind === 'ct-change' || event.kind === 'ct-confirm' || event.kind === 'ct-end'

/** Null when no such entry was made among the first `n` events. */
export function lifeOf(trace: readonly TraceEvent[], n: number, node: string, id: EntryId): Life | null {
  let life: { entry: Entry; path: string[]; over: boolean } | null = null
  for (const event of turnsOf(trace, node, id)) {
    if (event.n >= n) break
    if (event.kind === 'ct-new') life = { entry: event.entry, path: ['NONE'], over: false }
    else if (!life) continue
    else if (event.kind === 'ct-change') life.entry = { ...life.entry, ...event.change }
    else if (event.kind === 'ct-confirm') life.entry = { ...life.entry, confirmed: true, expires: event.expires }
    else life.over = true
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
