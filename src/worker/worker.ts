/** The worker's entry: the engine's servers on the two ends of a Web Worker, one for runs and one for traffic. */
import type { Request } from '../model/channel'
import type { LoadRequest, StopRequest } from '../model/load'
import { createLoadServer } from './load'
import { createServer } from './serve'

declare const self: DedicatedWorkerGlobalScope

const later = (task: () => void, ms = 0) => setTimeout(task, ms)

const runs = createServer(
  // Copies: the run keeps its events for the next slice.
  (update) => self.postMessage(update, { transfer: [] }),
  later,
)
const loads = createLoadServer({
  post: (update) => self.postMessage(update, { transfer: update.kind === 'progress' ? [update.rows.buffer] : [] }),
  later,
  clock: () => performance.now(),
})

self.addEventListener('message', ({ data }: MessageEvent<Request | LoadRequest | StopRequest>) =>
  'kind' in data ? loads.request(data) : runs.request(data),
)
