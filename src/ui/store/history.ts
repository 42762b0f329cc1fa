/** What Undo and Redo go back to. Its state is a value, so that a step that fails can be taken back. */
import type { Branches } from './branches'

/** A place to come back to: the branches as they were, which was open, and where the playhead stood. */
export interface Past {
  branches: Branches
  playhead: number
}

export interface History {
  done: readonly Past[]
  undone: readonly Past[]
}

export const noHistory: History = { done: [], undone: [] }

/** An edit was made; what was undone is given up. */
export const did = ({ done }: History, was: Past): History => ({ done: [...done, was], undone: [] })

/** Where to go, and the history once there. Null when there is nothing to undo. */
export function undo({ done, undone }: History, now: Past): { to: Past; history: History } | null {
  const to = done.at(-1)
  return to ? { to, history: { done: done.slice(0, -1), undone: [...undone, now] } } : null
}

export function redo({ done, undone }: History, now: Past): { to: Past; history: History } | null {
  const to = undone.at(-1)
  return to ? { to, history: { done: [...done, now], undone: undone.slice(0, -1) } } : null
}
