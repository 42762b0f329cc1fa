/** The worker's twin in the same thread. Answers come after `send` returns, as they do from a worker. */
import type { Channel, Update } from '../model/channel'
import { createServer } from './serve'

const later = (task: () => void) => queueMicrotask(task)

export function createInline(): Channel {
  const ears = new Set<(update: Update) => void>()
  const server = createServer((update) => {
    for (const heard of ears) heard(structuredClone(update))
  }, later)
  return {
    send: (request) => later(() => server.request(structuredClone(request))),
    listen(heard) {
      ears.add(heard)
      return () => ears.delete(heard)
    },
    close() {
      ears.clear()
      server.close()
    },
  }
}
