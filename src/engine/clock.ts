/** The only clock there is: a queue of what is due, in whole microseconds of virtual time. */
import type { Micros } from '../model/time'

interface Timer {
  time: Micros
  /** Order of asking breaks ties, so that a run is the same every time. */
  order: number
  task: (() => void) | null
}

export interface Clock {
  now(): Micros
  /** Runs `task` at `time`, or now if that has passed, after what was asked for earlier. Returns a function that cancels it. */
  at(time: Micros, task: () => void): () => void
  /** When the next task is due; null when nothing waits. */
  next(): Micros | null
  /** Moves to the next task and runs it; false when nothing waits. */
  step(): boolean
  /** Moves to `time`, which must not lie beyond the next task. */
  advance(time: Micros): void
}

export function createClock(): Clock {
  const heap: Timer[] = []
  let time: Micros = 0
  let asked = 0

  /** Cancelled timers stay in the heap until they come up: cancelling is O(1). */
  const top = (): Timer | null => {
    while (heap.length > 0 && heap[0].task === null) pop(heap)
    return heap.length > 0 ? heap[0] : null
  }

  return {
    now: () => time,
    at(when, task) {
      if (!Number.isSafeInteger(when)) throw new RangeError(`not a whole number of microseconds: ${when}`)
      const timer: Timer = { time: Math.max(when, time), order: asked++, task }
      push(heap, timer)
      return () => {
        timer.task = null
      }
    },
    next: () => top()?.time ?? null,
    step() {
      const timer = top()
      if (!timer) return false
      pop(heap)
      time = timer.time
      const task = timer.task
      timer.task = null
      task?.()
      return true
    },
    advance(when) {
      const due = top()
      if (due && due.time < when) throw new RangeError(`${when} lies beyond what is due at ${due.time}`)
      if (when > time) time = when
    },
  }
}

const before = (a: Timer, b: Timer) => a.time < b.time || (a.time === b.time && a.order < b.order)

function push(heap: Timer[], timer: Timer): void {
  let i = heap.push(timer) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (!before(timer, heap[parent])) break
    heap[i] = heap[parent]
    i = parent
  }
  heap[i] = timer
}

function pop(heap: Timer[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++
    if (!before(heap[child], last)) break
    heap[i] = heap[child]
    i = child
  }
  heap[i] = last
}
