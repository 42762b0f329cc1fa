/** The worker's entry: the engine's server on the two ends of a Web Worker. */
import type { Request } from '../model/channel'
import { createServer } from './serve'

declare const self: DedicatedWorkerGlobalScope

/** A message to oneself comes after those that wait; a timer of 0 would be made to wait 4 ms. */
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.onmessage = () => waiting.shift()?.()

const server = createServer(
  (update) => self.postMessage(update),
  (task) => {
    waiting.push(task)
    port2.postMessage(null)
  },
)

self.onmessage = (message: MessageEvent<Request>) => server.request(message.data)
