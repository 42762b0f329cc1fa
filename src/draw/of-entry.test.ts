import { expect, test } from 'vitest'
import { runScenario } from '../engine/run'
import { samePort } from '../scenarios/same-port'
import { packetsOf } from './of-entry'

test('two connections share no packet, and between them they have all that crossed the router', () => {
  const trace = runScenario(samePort)
  const [a, b] = [1, 2].map((entry) => packetsOf(trace, 'router', entry))
  expect([...a].filter((pkt) => b.has(pkt))).toEqual([])
  const crossed = new Set(trace.flatMap((e) => (e.kind === 'enter' && e.node === 'router' ? [e.pkt] : [])))
  expect(new Set([...a, ...b])).toEqual(crossed)
  expect(packetsOf(trace, 'server', 1).size).toBe(0)
})
