/**
 * Branches as values: the scenario as it is (the trunk, never edited) and what people made of it. Which branch grew from
 * which is kept; where it left it follows from the edits that both share.
 */
import type { Command, TimedCommand } from '../../model/command'
import { branch, shared } from './branch'

export interface Branch {
  /** 0 is the trunk. Never reused within a scenario. */
  id: number
  /** The branch it grew from; null for the trunk. */
  parent: number | null
  /** What a person called it. Without one it is called by its number. */
  name?: string
  edits: TimedCommand[]
  /** Where the playhead stood when it was left. */
  left: number
}

export interface Branches {
  open: number
  /** In order of birth, the trunk first. */
  list: readonly Branch[]
}

/** What a scenario opens with. Edits that come along (in a link) are a branch: the trunk stays to compare with. */
export function branchesOf(edits: TimedCommand[] = []): Branches {
  const trunk: Branch = { id: 0, parent: null, edits: [], left: 0 }
  if (edits.length === 0) return { open: 0, list: [trunk] }
  return { open: 1, list: [trunk, { id: 1, parent: 0, edits, left: 0 }] }
}

export const openOf = ({ open, list }: Branches): Branch => list.find(({ id }) => id === open) ?? list[0]

/**
 * Does `command` at the playhead. It starts a branch where something would be lost otherwise: the trunk, or edits made
 * later than the playhead. Behind the last edit it goes on with the branch that is open.
 */
export function edited(branches: Branches, playhead: number, command: Command): Branches {
  const old = openOf(branches)
  const edits = branch(old.edits, playhead, command)
  const later = old.edits.some(({ when }) => 'event' in when && when.event > playhead)
  if (old.parent !== null && !later) return replaced(branches, { ...old, edits })
  const id = Math.max(...branches.list.map((other) => other.id)) + 1
  const { list } = leave(branches, playhead)
  return { open: id, list: [...list, { id, parent: old.id, edits, left: playhead }] }
}

/** Opens another one; the one that was open remembers where it was left. */
export function switched(branches: Branches, id: number, playhead: number): Branches {
  return branches.list.some((other) => other.id === id) ? { ...leave(branches, playhead), open: id } : branches
}

/** An empty name takes it back. */
export function renamed(branches: Branches, id: number, name: string): Branches {
  const found = branches.list.find((other) => other.id === id)
  return found ? replaced(branches, { ...found, name: name.trim() || undefined }) : branches
}

/** What grew from it grows from its parent then; if it was open, its parent is. The trunk stays. */
export function removed(branches: Branches, id: number): Branches {
  const gone = branches.list.find((other) => other.id === id)
  if (!gone || gone.parent === null) return branches
  const { parent } = gone
  return {
    open: branches.open === id ? parent : branches.open,
    list: branches.list
      .filter((other) => other !== gone)
      .map((other) => (other.parent === id ? { ...other, parent } : other)),
  }
}

/** The event at which a branch leaves its parent: so many events they share. 0 for the trunk. */
export function forkOf({ list }: Branches, { parent, edits }: Branch): number {
  const from = list.find(({ id }) => id === parent)
  return from ? shared(from.edits, edits) : 0
}

/** Each branch with its depth, a branch's own right behind it: the tree as a list. */
export function treeOf({ list }: Branches): { branch: Branch; depth: number }[] {
  const grow = (parent: number | null, depth: number): { branch: Branch; depth: number }[] =>
    list.flatMap((branch) => (branch.parent === parent ? [{ branch, depth }, ...grow(branch.id, depth + 1)] : []))
  return grow(null, 0)
}

const leave = (branches: Branches, left: number): Branches => replaced(branches, { ...openOf(branches), left })

const replaced = ({ open, list }: Branches, branch: Branch): Branches => ({
  open,
  list: list.map((other) => (other.id === branch.id ? branch : other)),
})
