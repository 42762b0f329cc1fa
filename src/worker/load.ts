/** Runs traffic in slices, so that a stop is heard, and tells how it goes about ten times a second. */
import { createLoad, type Load } from '../engine/load/load'
import type { MakeSets } from '../engine/ipset/sets'
import { whenReady } from '../engine/wanted'
import type { LoadRequest, LoadUpdate, StopRequest } from '../model/load'

/** Packets between two looks at what was asked. */
const SLICE = 1_000
/** Milliseconds between two updates. */
const UPDATE = 100

export interface LoadServer {
  request(request: LoadRequest | StopRequest): void
}

export interface Surroundings {
  post(update: LoadUpdate): void
  /** Runs a task after `ms`, once messages that wait have been heard. */
  later(task: () => void, ms: number): void
  /** Milliseconds on a real clock. */
  clock(): number
}

export function createLoadServer({ post, later, clock }: Surroundings): LoadServer {
  /** The newest run; it ends when another one begins. */
  let current = 0
  let stopped = false

  return {
    request(request) {
      if (request.kind === 'stop') stopped ||= request.id === current
      else begin(request)
    },
  }

  function begin(request: LoadRequest): void {
    const { id } = request
    current = id
    stopped = false
    whenReady(
      request.scenario,
      [],
      (makeSets) => run(request, makeSets),
      (why) => fail(id, why),
    )
  }

  function run({ id, scenario, traffic, pace = Infinity }: LoadRequest, makeSets?: MakeSets): void {
    if (id !== current) return
    try {
      const load = createLoad(scenario, traffic, makeSets)
      const start = clock()
      let told = start
      const slice = () => {
        if (id !== current) return
        const now = clock()
        const allowed = ((now - start) / 1000) * pace - load.figures().packets
        if (!stopped && allowed >= 1) load.proceed(Math.min(SLICE, allowed))
        const over = load.done || stopped
        if (over || clock() - told >= UPDATE) {
          told = clock()
          tell(id, load, over)
        }
        if (!over) later(slice, allowed < SLICE ? 4 : 0)
      }
      slice()
    } catch (why) {
      fail(id, why)
    }
  }

  function fail(id: number, why: unknown): void {
    post({ id, kind: 'failed', message: why instanceof Error ? why.message : String(why) })
  }

  function tell(id: number, load: Load, over: boolean): void {
    const { count, buffer, id: column } = load.rows()
    post({
      id,
      kind: 'progress',
      figures: load.figures(),
      samples: load.samples(),
      rows: { capacity: column.length, count, buffer },
      done: over,
      stopped: over && !load.done,
    })
  }
}
