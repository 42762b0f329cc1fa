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
import { text } from '../text/text'
import { branch, shared } from './branch'
import { did, noHistory, redo, undo, type History, type Past } from './history'
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
  /** Step over what this new command itself says (rules replaced), so that its effect is seen at once. */
  settle?: Command
  /** What to go back to if it fails. */
  history: History
}

export const useScope = create<Scope>()((set, get) => {
  let channel: Channel | null = null
  let pending: Pending | null = null
  /** The request whose events are on screen: its later pieces are welcome. */
  let current = 0
  let asked = 0
  /** Where the playhead shall be as soon as the trace reaches so far. */
  let wanted = 0
  let views: Views = viewsOf(scenarios[0], {})
  let history: History = noHistory

  /** The run that a person thinks of: the last one asked for. */
  const latest = (): Run => pending?.run ?? get().run
  const now = (): Past => ({ edits: latest().edits, playhead: get().playhead })

  function note(next: History): void {
    history = next
    set({ canUndo: next.done.length > 0, canRedo: next.undone.length > 0 })
  }

  function ask(run: Run, playhead: number, next: History, settle?: Command): void {
    const before = pending?.history ?? history
    pending = { id: ++asked, run, playhead, settle, history: before }
    note(next)
    set({ waiting: true })
    send(pending)
  }

  function send({ id, run }: Pending): void {
    const { run: old, trace } = get()
    const known = run.scenario === old.scenario ? Math.min(shared(old.edits, run.edits), trace.length) : 0
    channel?.send({ id, run, known })
  }

  function heard(update: Update): void {
    const fresh = pending?.id === update.id ? pending : null
    if (!fresh && update.id !== current) return
    if (update.kind === 'failed') return fail(update.message, fresh)
    const { trace: old, run } = get()
    const same = !fresh || fresh.run.scenario === run.scenario
    if (update.from > (same ? old.length : 0)) return fail(text.app.gap, fresh)
    const trace = [...(same ? old.slice(0, update.from) : []), ...update.events]
    if (fresh) {
      pending = null
      current = fresh.id
      wanted = fresh.playhead + (fresh.settle ? ownEvents(trace, fresh.playhead, fresh.settle) : 0)
      if (same) views.cut(update.from)
      else views = viewsOf(fresh.run.scenario, update.rulesets ?? {})
    }
    set({
      ...(fresh && { run: fresh.run }),
      ...(!same && { selection: {} }),
      trace,
      done: update.done,
      waiting: pending !== null || !update.done,
      ...at(trace, wanted),
    })
  }

  /** Everything on screen stays; a run that broke off in the middle ends there. */
  function fail(message: string, fresh: Pending | null): void {
    if (fresh) {
      note(fresh.history)
      pending = null
    }
    set({ waiting: pending !== null, done: true, notice: { kind: 'error', text: message } })
  }

  function at(trace: readonly TraceEvent[], n: number): Pick<Scope, 'playhead' | 'view' | 'before'> {
    const playhead = Math.max(0, Math.min(Math.round(n), trace.length))
    const before = views.at(trace, Math.max(0, playhead - 1))
    return { playhead, before, view: views.at(trace, playhead) }
  }

  function travel(move: typeof undo): void {
    const moved = move(history, now())
    if (moved) ask({ scenario: latest().scenario, edits: moved.to.edits }, moved.to.playhead, moved.history)
  }

  const first = emptyView(scenarios[0], {})
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
      if (pending) send(pending)
    },
    open(scenario, edits = [], playhead = 0) {
      set({ notice: null })
      // A copy, so that opening what is open already begins anew.
      ask({ scenario: { ...scenario }, edits }, playhead, noHistory)
    },
    seek(playhead) {
      wanted = playhead
      if (pending?.run.scenario === get().run.scenario) pending.playhead = playhead
      // News has been read once somebody moves on; errors stay.
      set({ ...at(get().trace, playhead), ...(get().notice?.kind === 'info' && { notice: null }) })
    },
    select(selection) {
      set({ selection })
    },
    edit(command) {
      const { scenario, edits } = latest()
      const { playhead } = get()
      ask({ scenario, edits: branch(edits, playhead, command) }, playhead, did(history, now()), command)
    },
    undo: () => travel(undo),
    redo: () => travel(redo),
    say: (notice) => set({ notice }),
  }
})

/**
 * How many events behind `from` are the command itself and what it changes at once. At the very start the script's
 * first command is said before it.
 */
function ownEvents(trace: readonly TraceEvent[], from: number, command: Command): number {
  const written = JSON.stringify(command)
  const said = trace
    .slice(from, from + 2)
    .findIndex((event) => event.kind === 'command' && JSON.stringify(event.command) === written)
  if (said < 0) return 0
  let end = from + said + 1
  while (['rules', 'sysctl', 'refused'].includes(trace[end]?.kind)) end++
  return end - from
}
