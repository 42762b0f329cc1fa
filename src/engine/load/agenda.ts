/** What is due when, in slots of a millisecond: adding is O(1) and nothing is allocated for it. Nothing may lie further off than `HORIZON`. */
import { MILLISECOND, type Micros } from '../../model/time'

const SLOTS = 8192
export const HORIZON: Micros = SLOTS * MILLISECOND

export class Agenda {
  /** Things that wait. */
  size = 0
  private readonly slots: number[][] = Array.from({ length: SLOTS }, () => [])

  /** `thing` is due `delay` after `now`, in the next slot at the earliest. */
  add(now: Micros, delay: Micros, thing: number): void {
    const slot = Math.max(Math.floor(now / MILLISECOND) + 1, Math.ceil((now + delay) / MILLISECOND))
    this.slots[slot % SLOTS].push(thing)
    this.size++
  }

  /** Does what is due at `now`, a whole number of milliseconds. */
  run(now: Micros, task: (thing: number) => void): void {
    const due = this.slots[(now / MILLISECOND) % SLOTS]
    for (const thing of due) task(thing)
    this.size -= due.length
    due.length = 0
  }
}
