/** The worker's entry: the engine's servers on the two ends of a Web Worker, one for runs and one for traffic. */
import type { Request } from '../model/channel'
import type { LoadRequest, LoadUpdate, StopRequest } from '../model/load'
import type { LoadServer } from './load'
import { createServer } from './serve'

declare const self: DedicatedWorkerGlobalScope

const later = (task: () => void, ms = 0) => setTimeout(task, ms)

const runs = createServer(
  // Copies: the run keeps its events for the next slice.
  (update) => self.postMessage(update, { transfer: [] }),
  later,
)
/** Traffic comes with the first that is asked for. */
let loads: Promise<LoadServer> | null = null
const load = (request: LoadRequest | StopRequest) =>
  (loads ??= import('./load').then(({ createLoadServer }) =>
    createLoadServer({
      post: (update) => self.postMessage(update, { transfer: update.kind === 'progress' ? [update.rows.buffer] : [] }),
      later,
      clock: () => performance.now(),
    }),
  )).then(
    (server) => server.request(request),
    (why) => self.postMessage({ id: request.id, kind: 'failed', message: String(why) } satisfies LoadUpdate, []),
  )

self.addEventListener('message', ({ data }: MessageEvent<Request | LoadRequest | StopRequest>) =>
  'kind' in data ? void load(data) : runs.request(data),
)
