import { expect, test } from 'vitest'
import type { LoadRequest, LoadUpdate } from '../model/load'
import { homeRouter } from '../scenarios/home-router'
import { createLoadServer } from './load'

const request: LoadRequest = {
  kind: 'load',
  id: 1,
  scenario: { nodes: homeRouter.nodes, seed: 1 },
  traffic: {
    node: 'router',
    inside: 'lan0',
    outside: 'wan0',
    from: 'inside',
    hosts: 10,
    first: '192.168.1.20',
    servers: 10,
    to: '198.51.100.1',
    dport: 443,
    flows: 500,
    rate: 1000,
    mix: { tcp: 1, udp: 0, icmp: 0 },
    exchanges: 1,
    answer: 1,
    loss: 0,
    latency: 10_000,
    jitter: 0,
  },
}

/** A server on a clock that moves 5 ms with every look, its tasks done one by one. */
function serve() {
  const said: LoadUpdate[] = []
  const tasks: (() => void)[] = []
  let time = 0
  const server = createLoadServer({
    post: (update) => said.push(update),
    later: (task) => tasks.push(task),
    clock: () => (time += 5),
  })
  return { said, server, turn: () => tasks.shift()?.(), waits: () => tasks.length > 0 }
}

test('tells figures and table along the way, and that it is done', () => {
  const { said, server, turn, waits } = serve()
  server.request(request)
  while (waits()) turn()
  const last = said.at(-1)
  expect(last).toMatchObject({ kind: 'progress', done: true, stopped: false, figures: { finished: 500 } })
  expect(last?.kind === 'progress' && last.rows.count).toBe(500)
})

test('a stop ends it where it is', () => {
  const { said, server, turn, waits } = serve()
  server.request(request)
  server.request({ kind: 'stop', id: 1 })
  while (waits()) turn()
  expect(said.at(-1)).toMatchObject({ done: true, stopped: true })
})

test('a newer run takes the place of one that runs', () => {
  const { said, server, turn, waits } = serve()
  server.request(request)
  server.request({ ...request, id: 2 })
  while (waits()) turn()
  expect(said.at(-1)).toMatchObject({ id: 2, done: true })
  expect(said.filter(({ id }) => id === 1).every((u) => u.kind === 'progress' && !u.done)).toBe(true)
})

test('keeps to a pace', () => {
  const { said, server, turn, waits } = serve()
  server.request({ ...request, pace: 1000 })
  for (let i = 0; i < 40 && waits(); i++) turn()
  const last = said.at(-1)
  // Each turn looks at the clock two or three times: no more than 1000 packets a second.
  expect(last?.kind === 'progress' && last.figures.packets).toBeLessThan(700)
})

test('what cannot be is refused with words', () => {
  const { said, server } = serve()
  server.request({ ...request, traffic: { ...request.traffic, node: 'nobody' } })
  expect(said).toEqual([{ id: 1, kind: 'failed', message: 'there is no node "nobody"' }])
})
