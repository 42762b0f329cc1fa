/** Answers requests with runs, a slice at a time, so that a newer request is heard while an older one runs. */
import { whenReady } from '../engine/wanted'
import { startRun, type ScenarioRun } from '../engine/run'
import type { Lane, Request, Update } from '../model/channel'

/** Events made before looking whether something newer was asked for. */
const SLICE = 2_000

/** What an answer carries back. */
type Asked = Pick<Request, 'id' | 'lane'>

export interface Server {
  /** A newer request ends the run for an older one of its lane: nothing more is posted for it. */
  request(request: Request): void
  close(): void
}

/** `later` runs a task once messages that wait have been heard. */
export function createServer(post: (update: Update) => void, later: (task: () => void) => void): Server {
  const newest = new Map<Lane, number>()
  let closed = false

  return {
    request({ id, lane, run, known }) {
      const asked: Asked = lane === undefined ? { id } : { id, lane }
      newest.set(lane ?? 0, id)
      whenReady(
        run.scenario,
        run.edits,
        (makeSets) => attempt(asked, () => proceed(asked, startRun(run.scenario, run.edits, { makeSets }), known)),
        (why) =>
          attempt(asked, () => {
            throw why
          }),
      )
    },
    close() {
      closed = true
    },
  }

  /** `from` is the first event that the page has not got. */
  function proceed(asked: Asked, run: ScenarioRun, from: number): void {
    run.proceed(SLICE)
    const { length } = run.events
    if (run.done || length > from) {
      post({
        ...asked,
        kind: 'events',
        from: Math.min(from, length),
        events: run.events.slice(from),
        done: run.done,
        ...(from === 0 && { rulesets: run.rulesets }),
      })
    }
    if (!run.done) later(() => attempt(asked, () => proceed(asked, run, Math.max(from, length))))
  }

  function attempt(asked: Asked, task: () => void): void {
    if (closed || asked.id !== newest.get(asked.lane ?? 0)) return
    try {
      task()
    } catch (why) {
      post({ ...asked, kind: 'failed', message: why instanceof Error ? why.message : String(why) })
    }
  }
}
