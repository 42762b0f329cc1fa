/** Answers requests with runs, a slice at a time, so that a newer request is heard while an older one runs. */
import { startRun, type ScenarioRun } from '../engine/run'
import type { Request, Update } from '../model/channel'

/** Events made before looking whether something newer was asked for. */
const SLICE = 2_000

export interface Server {
  /** A newer request ends the run for an older one: nothing more is posted for it. */
  request(request: Request): void
  close(): void
}

/** `later` runs a task once messages that wait have been heard. */
export function createServer(post: (update: Update) => void, later: (task: () => void) => void): Server {
  let newest = 0
  let closed = false

  return {
    request(request) {
      newest = request.id
      attempt(request.id, () => proceed(request.id, startRun(request.run.scenario, request.run.edits), request.known))
    },
    close() {
      closed = true
    },
  }

  /** `from` is the first event that the page has not got. */
  function proceed(id: number, run: ScenarioRun, from: number): void {
    run.proceed(SLICE)
    const { length } = run.events
    if (run.done || length > from) {
      post({
        id,
        kind: 'events',
        from: Math.min(from, length),
        events: run.events.slice(from),
        done: run.done,
        ...(from === 0 && { rulesets: run.rulesets }),
      })
    }
    if (!run.done) later(() => attempt(id, () => proceed(id, run, Math.max(from, length))))
  }

  function attempt(id: number, task: () => void): void {
    if (closed || id !== newest) return
    try {
      task()
    } catch (why) {
      post({ id, kind: 'failed', message: why instanceof Error ? why.message : String(why) })
    }
  }
}
