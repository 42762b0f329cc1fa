/**
 * The page's state: one run (a scenario and its edits), its trace as far as it has come, the
 * playhead, and the selection that runs through every view. Components read it with `useScope`.
 */
import { create } from 'zustand'
import type { Channel, Run, Update } from '../../model/channel'
import type { Command, TimedCommand } from '../../model/command'
import { emptyView } from '../../model/fold'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'
import { scenarios } from '../../scenarios'
import { branch, shared } from './branch'
import { viewsOf, type Views } from './views'

/** One selection for every view: packet, rule, entry and node are faces of the same thing. */
export interface Selection {
  node?: string
  pkt?: number
  entry?: number
}

export interface Notice {
  kind: 'error' | 'info'
  text: string
}

export interface Scope {
  run: Run
  /** Grows while the worker reports; complete when `done`. */
  trace: readonly TraceEvent[]
  done: boolean
  /** An update is on its way; until it comes, what is on screen is the run before. */
  waiting: boolean
  /** Events folded into `view`: 0 … trace.length. */
  playhead: number
  view: View
  /** The view one event earlier, for what changed just now; equal to `view` at 0. */
  before: View
  selection: Selection
  /** A clear message that stays until it is dismissed; nothing on screen is lost. */
  notice: Notice | null
  canUndo: boolean
  canRedo: boolean

  connect(channel: Channel): void
  open(scenario: Scenario, edits?: TimedCommand[], playhead?: number): void
  seek(playhead: number): void
  select(selection: Selection): void
  /** Does `command` at the playhead: what came after it is replaced (a branch). */
  edit(command: Command): void
  undo(): void
  redo(): void
  say(notice: Notice | null): void
}

/** A run that was asked for and has not answered yet. */
interface Pending {
  id: number
  run: Run
  playhead: number
  /** Step over what the new command itself says (rules replaced), so that its effect is seen at once. */
  settle: boolean
}

/** A place to come back to: the edits as they were, and where the playhead stood. */
interface Past {
  edits: TimedCommand[]
  playhead: number
}

export const useScope = create<Scope>()((set, get) => {
  let channel: Channel | null = null
  let pending: Pending | null = null
  /** The request whose events are now on screen: its later pieces are welcome. */
  let current = 0
  let asked = 0
  let wanted = 0
  let views: Views = viewsOf(scenarios[0])
  let undone: Past[] = []
  let done: Past[] = []

  const first = emptyView(scenarios[0])

  function ask(run: Run, known: number, playhead: number, settle = false): void {
    const id = ++asked
    pending = { id, run, playhead, settle }
    set({ waiting: true })
    channel?.send({ id, run, known })
  }

  /** The first piece of an answer: the run on screen becomes the one that was asked for. */
  function adopt(next: Pending, from: number): void {
    const { run, trace } = get()
    if (next.run.scenario === run.scenario) views.cut(from)
    else views = viewsOf(next.run.scenario)
    current = next.id
    wanted = next.playhead
    const selection = next.run.scenario === run.scenario ? get().selection : {}
    set({
      run: next.run,
      trace: next.run.scenario === run.scenario ? trace.slice(0, from) : [],
      selection,
      done: false,
    })
  }

  function heard(update: Update): void {
    if (update.id < asked && update.id !== current) return
    if (update.kind === 'failed') {
      pending = null
      set({ waiting: false, notice: { kind: 'error', text: update.message } })
      return
    }
    const fresh = pending?.id === update.id ? pending : null
    if (update.id !== current && !fresh) return
    if (fresh) {
      adopt(fresh, update.from)
      pending = null
    }
    const trace = [...get().trace.slice(0, update.from), ...update.events]
    if (fresh?.settle) wanted += ownEvents(trace, fresh.playhead)
    set({ trace, done: update.done, waiting: pending !== null || !update.done, ...at(trace, wanted) })
  }

  function at(trace: readonly TraceEvent[], n: number): Pick<Scope, 'playhead' | 'view' | 'before'> {
    const playhead = Math.max(0, Math.min(Math.round(n), trace.length))
    const before = views.at(trace, Math.max(0, playhead - 1))
    return { playhead, before, view: views.at(trace, playhead) }
  }

  function travel(from: Past[], to: Past[]): void {
    const past = from.at(-1)
    if (!past) return
    const { run, playhead, trace } = get()
    from.pop()
    to.push({ edits: run.edits, playhead })
    set({ canUndo: done.length > 0, canRedo: undone.length > 0 })
    const known = Math.min(shared(run.edits, past.edits), trace.length)
    ask({ scenario: run.scenario, edits: past.edits }, known, past.playhead)
  }

  return {
    run: { scenario: scenarios[0], edits: [] },
    trace: [],
    done: false,
    waiting: true,
    playhead: 0,
    view: first,
    before: first,
    selection: {},
    notice: null,
    canUndo: false,
    canRedo: false,

    connect(next) {
      channel?.close()
      channel = next
      next.listen(heard)
      if (pending) next.send({ id: pending.id, run: pending.run, known: 0 })
    },
    open(scenario, edits = [], playhead = 0) {
      done = []
      undone = []
      set({ canUndo: false, canRedo: false, notice: null })
      ask({ scenario: { ...scenario }, edits }, 0, playhead)
    },
    seek(playhead) {
      wanted = playhead
      if (pending && pending.run.scenario === get().run.scenario) pending.playhead = playhead
      set(at(get().trace, playhead))
    },
    select(selection) {
      set({ selection })
    },
    edit(command) {
      const { run, playhead } = get()
      done.push({ edits: run.edits, playhead })
      undone = []
      set({ canUndo: true, canRedo: false })
      ask({ scenario: run.scenario, edits: branch(run.edits, playhead, command) }, playhead, playhead, true)
    },
    undo: () => travel(done, undone),
    redo: () => travel(undone, done),
    say: (notice) => set({ notice }),
  }
})

/** How many events from `from` on are the command itself and its immediate effect, and no packet yet. */
function ownEvents(trace: readonly TraceEvent[], from: number): number {
  if (trace[from]?.kind !== 'command') return 0
  let end = from + 1
  while (['rules', 'sysctl', 'refused'].includes(trace[end]?.kind)) end++
  return end - from
}
