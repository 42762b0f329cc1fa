/**
 * The page's state: one run (a scenario and its edits), its trace as far as it has come, the
 * playhead, and the selection that runs through every view. Components read it with `useScope`.
 */
import { createContext, useContext } from 'react'
import { create, useStore, type StoreApi } from 'zustand'
import type { Channel, Run, Update } from '../../model/channel'
import type { Command, TimedCommand } from '../../model/command'
import { emptyView } from '../../model/fold'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'
import { homeRouter } from '../../scenarios/home-router'
import { lostText } from '../text/settings'
import { text } from '../text/text'
import { connectAside, heardAside } from './aside'
import { shared } from './branch'
import { branchesOf, edited, openOf, removed, renamed, switched, type Branches } from './branches'
import { did, noHistory, redo, undo, type History, type Past } from './history'
import { lines } from './lines'
import { tapeOf } from './tape'
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
  /** What can be done about it. */
  action?: { name: string; run(): void }
}

export interface Scope {
  run: Run
  /** `run` is the open one of them. */
  branches: Branches
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
  /** With the branches that were kept, if there are any; else edits are a branch of their own. */
  open(scenario: Scenario, edits?: TimedCommand[], playhead?: number, branches?: Branches): void
  seek(playhead: number): void
  /** The view at another place; the playhead stays. */
  viewAt(playhead: number): View
  select(selection: Selection): void
  /** Does `command` at the playhead: in a branch of its own, if something made later would be lost. */
  edit(command: Command): void
  /** Opens another branch: where the playhead is if both share it, else where that branch was left. */
  switchTo(branch: number): void
  /** Renaming and deleting can be undone like edits. */
  rename(branch: number, name: string): void
  remove(branch: number): void
  undo(): void
  redo(): void
  say(notice: Notice | null): void
  /** Another engine in the place of one that is gone; it goes on with the run on screen. */
  restart(): void
}

/** A run that was asked for and has not answered yet. */
interface Pending {
  id: number
  run: Run
  branches: Branches
  playhead: number
  /** Step over what this new command itself says (rules replaced), so that its effect is seen at once. */
  settle?: Command
  /** What to go back to if it fails. */
  history: History
}

const onScreen = create<Scope>()((set, get) => {
  let channel: Channel | null = null
  let pending: Pending | null = null
  /** The request whose events are on screen: its later pieces are welcome. */
  let current = 0
  let asked = 0
  /** Where the playhead shall be as soon as the trace reaches so far. */
  let wanted = 0
  let views: Views = viewsOf(homeRouter, {})
  let history: History = noHistory

  const tape = tapeOf()

  /** What a person thinks of: the run last asked for, and its branches. */
  const latest = (): Pick<Scope, 'run' | 'branches'> => pending ?? get()
  const now = (): Past => ({ branches: latest().branches, playhead: get().playhead })

  function note(next: History): void {
    history = next
    set({ canUndo: next.done.length > 0, canRedo: next.undone.length > 0 })
  }

  function ask(scenario: Scenario, branches: Branches, playhead: number, next: History, settle?: Command): void {
    const before = pending?.history ?? history
    const run = { scenario, edits: openOf(branches).edits }
    pending = { id: ++asked, run, branches, playhead, settle, history: before }
    note(next)
    set({ waiting: true })
    send(pending)
  }

  /** Branches changed. The engine is asked only if another run is to be on screen. */
  function turn(branches: Branches, playhead: number, next: History): void {
    const { run } = latest()
    if (openOf(branches).edits !== run.edits) return ask(run.scenario, branches, playhead, next)
    note(next)
    if (pending) pending.branches = branches
    else set({ branches })
    if (playhead !== get().playhead) get().seek(playhead)
  }

  function send({ id, run }: Pending): void {
    const { run: old, trace } = get()
    const known = run.scenario === old.scenario ? Math.min(shared(old.edits, run.edits), trace.length) : 0
    channel?.send({ id, run, known })
  }

  function heard(update: Update): void {
    if (update.lane) return heardAside(update)
    const fresh = pending?.id === update.id ? pending : null
    if (!fresh && update.id !== current) return
    if (update.kind === 'failed') return update.crashed ? crash(update.message) : fail(update.message, fresh)
    const { run } = get()
    const same = !fresh || fresh.run.scenario === run.scenario
    if (update.from > (same ? tape.events.length : 0)) return fail(text.app.gap, fresh)
    tape.put(update.from, update.events)
    if (fresh) {
      pending = null
      current = fresh.id
      wanted = fresh.playhead + (fresh.settle ? ownEvents(tape.events, fresh.playhead, fresh.settle) : 0)
      if (same) views.cut(update.from)
      else views = viewsOf(fresh.run.scenario, update.rulesets ?? {})
    }
    // Folded as it comes, a piece at a time: then no seek has far to go.
    views.at(tape.events, tape.events.length)
    const trace = tape.told(fresh !== null || update.done || get().playhead < wanted)
    set({
      ...(fresh && { run: fresh.run, branches: fresh.branches }),
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
    set({ trace: tape.told(true), waiting: pending !== null, done: true, notice: { kind: 'error', text: message } })
  }

  /** The engine itself is gone. */
  function crash(message: string): void {
    fail(lostText.crashed(message), pending)
    const action = { name: lostText.again, run: () => get().restart() }
    set(({ notice }) => ({ notice: notice && { ...notice, action } }))
  }

  function at(trace: readonly TraceEvent[], n: number): Pick<Scope, 'playhead' | 'view' | 'before'> {
    const playhead = Math.max(0, Math.min(Math.round(n), trace.length))
    const before = views.at(trace, Math.max(0, playhead - 1))
    return { playhead, before, view: views.at(trace, playhead) }
  }

  function travel(move: typeof undo): void {
    const moved = move(history, now())
    if (moved) turn(moved.to.branches, moved.to.playhead, moved.history)
  }

  const first = emptyView(homeRouter, {})
  return {
    run: { scenario: homeRouter, edits: [] },
    branches: branchesOf(),
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
      connectAside(next)
      if (pending) send(pending)
    },
    open(scenario, edits = [], playhead = 0, branches = branchesOf(edits)) {
      set({ notice: null })
      // A copy, so that opening what is open already begins anew.
      ask({ ...scenario }, branches, playhead, noHistory)
    },
    seek(playhead) {
      wanted = playhead
      if (pending?.run.scenario === get().run.scenario) pending.playhead = playhead
      // News has been read once somebody moves on; errors stay.
      set({ ...at(get().trace, playhead), ...(get().notice?.kind === 'info' && { notice: null }) })
    },
    viewAt: (playhead) => views.at(get().trace, playhead),
    select(selection) {
      set({ selection })
    },
    edit(command) {
      const { run, branches } = latest()
      const { playhead } = get()
      ask(run.scenario, edited(branches, playhead, command), playhead, did(history, now()), command)
    },
    switchTo(branch) {
      const { playhead } = get()
      const { run, branches } = latest()
      const next = switched(branches, branch, playhead)
      const { edits, left } = openOf(next)
      turn(next, playhead <= shared(run.edits, edits) ? playhead : left, history)
    },
    rename(branch, name) {
      turn(renamed(latest().branches, branch, name), get().playhead, did(history, now()))
    },
    remove(branch) {
      const { run, branches } = latest()
      const next = removed(branches, branch)
      const stays = Math.min(get().playhead, shared(run.edits, openOf(next).edits))
      turn(next, stays, did(history, now()))
    },
    undo: () => travel(undo),
    redo: () => travel(redo),
    say: (notice) => set({ notice }),
    restart() {
      if (!lines.engine) return
      get().connect(lines.engine())
      const { run, branches } = latest()
      ask(run.scenario, branches, get().playhead, history)
    },
  }
})

/** Another scope for the parts inside: a picture of another moment is made beside the page, which stays where it is. */
export const Instead = createContext<Pick<StoreApi<Scope>, 'getState' | 'getInitialState' | 'subscribe'>>(onScreen)

/** Whether this part is drawn beside the page: it shows, and neither moves nor changes anything. */
export const useBeside = (): boolean => useContext(Instead) !== onScreen

const whole = (scope: Scope) => scope

function useHere(): Scope
function useHere<T>(selector: (scope: Scope) => T): T
function useHere(selector: (scope: Scope) => unknown = whole): unknown {
  return useStore(useContext(Instead), selector)
}

/** As zustand's own: a hook, and the run on screen for all that is not drawn. */
export const useScope = Object.assign(useHere, onScreen)

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
