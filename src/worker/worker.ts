/** The worker's entry: the engine's server on the two ends of a Web Worker. */
import type { Request } from '../model/channel'
import { createServer } from './serve'

declare const self: DedicatedWorkerGlobalScope

const server = createServer(
  // Copies: the run keeps its events for the next slice.
  (update) => self.postMessage(update, { transfer: [] }),
  (task) => setTimeout(task, 0),
)

self.addEventListener('message', (message: MessageEvent<Request>) => server.request(message.data))
