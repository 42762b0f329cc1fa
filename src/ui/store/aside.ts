/** Runs beside the one on screen, in the channel's other lane: asked one after the other, each answered whole. */
import type { Channel, Run, Update } from '../../model/channel'
import type { TraceEvent } from '../../model/trace'
import type { Rulesets } from '../../model/view'

export interface Whole {
  run: Run
  trace: readonly TraceEvent[]
  rulesets: Rulesets
}

interface Asked {
  id: number
  whole: { run: Run; trace: TraceEvent[]; rulesets: Rulesets }
  resolve(whole: Whole): void
  reject(why: Error): void
}

let channel: Channel | null = null
let asked: Asked[] = []
let count = 0

/** A new channel is asked again what the old one still owed. */
export function connectAside(next: Channel): void {
  channel = next
  if (asked.length > 0) send()
}

/** The whole trace of `run`. Rejects with the engine's own words when it cannot be made. */
export function runAside(run: Run): Promise<Whole> {
  return new Promise((resolve, reject) => {
    asked.push({ id: 0, whole: { run, trace: [], rulesets: {} }, resolve, reject })
    if (asked.length === 1) send()
  })
}

export function heardAside(update: Update): void {
  const [first] = asked
  if (!first || update.id !== first.id) return
  if (update.kind === 'failed') {
    first.reject(new Error(update.message))
    return next()
  }
  if (update.rulesets) first.whole.rulesets = update.rulesets
  for (const event of update.events) first.whole.trace.push(event)
  if (!update.done) return
  first.resolve(first.whole)
  next()
}

function next(): void {
  asked = asked.slice(1)
  if (asked.length > 0) send()
}

function send(): void {
  const [first] = asked
  first.id = ++count
  first.whole.trace = []
  channel?.send({ id: first.id, lane: 1, run: first.whole.run, known: 0 })
}
