/** Wires the worker to the page: the only file that knows both. */
import { createRoot } from 'react-dom/client'
import { sampleTrace } from './model/sample'
import type { Channel } from './model/channel'
import { start } from './ui/app/start'

const channel: Channel = {
  send: ({ id, known }) =>
    queueMicrotask(() => heard?.({ id, kind: 'events', from: known, events: sampleTrace.slice(known), done: true })),
  listen(tell) {
    heard = tell
    return () => (heard = null)
  },
  close() {},
}
let heard: Parameters<Channel['listen']>[0] | null = null

start(createRoot(document.getElementById('root') as HTMLElement), channel)
