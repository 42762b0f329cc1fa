/** Wires the worker to the page: the only file that knows both. */
import { createRoot } from 'react-dom/client'
import type { Channel, Update } from './model/channel'
import type { LoadChannel, LoadUpdate } from './model/load'
import { start } from './ui/app/start'

/** A worker as a channel. What goes wrong outside the engine's own care is said like any other failure. */
function channelOf(worker: Worker): Channel {
  let newest = 0
  return {
    send(request) {
      newest = request.id
      worker.postMessage(request, { transfer: [] })
    },
    listen(heard) {
      const message = (event: MessageEvent<Update>) => heard(event.data)
      const failed = (event: Event) => heard({ id: newest, kind: 'failed', message: reasonOf(event), crashed: true })
      worker.addEventListener('message', message)
      worker.addEventListener('error', failed)
      worker.addEventListener('messageerror', failed)
      return () => {
        worker.removeEventListener('message', message)
        worker.removeEventListener('error', failed)
        worker.removeEventListener('messageerror', failed)
      }
    },
    close: () => worker.terminate(),
  }
}

const reasonOf = (event: Event): string => (event instanceof ErrorEvent && event.message) || 'it could not be started'

const startWorker = (name: string) =>
  new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module', name: name })

/** Traffic runs in a worker of its own, which begins with the first: stepping goes on beside it. */
function loadChannel(): LoadChannel {
  const worker = startWorker('traffic')
  let newest = 0
  return {
    send(request) {
      newest = request.id
      worker.postMessage(request, { transfer: [] })
    },
    listen(heard) {
      const message = (event: MessageEvent<LoadUpdate>) => heard(event.data)
      const failed = (event: Event) => heard({ id: newest, kind: 'failed', message: reasonOf(event), crashed: true })
      worker.addEventListener('message', message)
      worker.addEventListener('error', failed)
      return () => {
        worker.removeEventListener('message', message)
        worker.removeEventListener('error', failed)
      }
    },
  }
}

const place = document.getElementById('root')
if (!place) throw new Error('the page has no #root')
start(createRoot(place), () => channelOf(startWorker('engine')), loadChannel)
