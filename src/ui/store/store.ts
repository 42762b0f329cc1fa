/**
 * The page's state: one run (a scenario and its edits), its trace as far as it has come, the
 * playhead, and the selection that runs through every view. Components read it with `useScope`.
 */
import { create } from 'zustand'
import type { Channel, Run } from '../../model/channel'
import type { TimedCommand } from '../../model/command'
import type { Scenario } from '../../model/scenario'
import type { TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'

/** One selection for every view: packet, rule, entry and node are faces of the same thing. */
export interface Selection {
  node?: string
  pkt?: number
  entry?: number
}

export interface Scope {
  run: Run
  /** Grows while the worker reports; complete when `done`. */
  trace: readonly TraceEvent[]
  done: boolean
  /** Events folded into `view`: 0 … trace.length. */
  playhead: number
  view: View
  /** The view one event earlier, for what changed just now; equal to `view` at 0. */
  before: View
  selection: Selection
  /** A clear message that stays until it is dismissed; nothing on screen is lost. */
  notice: { kind: 'error' | 'info'; text: string } | null

  connect(channel: Channel): void
  open(scenario: Scenario, edits?: TimedCommand[], playhead?: number): void
  seek(playhead: number): void
  select(selection: Selection): void
  /** Does `command` at the playhead: what came after it is replaced (a branch). */
  edit(command: TimedCommand['command']): void
  say(notice: Scope['notice']): void
}

export const useScope = create<Scope>()(() => {
  throw new Error('written by the shell')
})
