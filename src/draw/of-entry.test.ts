import { expect, test } from 'vitest'
import { runScenario } from '../engine/run'
import { samePort } from '../scenarios/same-port'
import { hairpinMended } from '../scenarios/hairpin'
import { bindsOf, packetsOf } from './of-entry'

test('two connections share no packet, and between them they have all that crossed the router', () => {
  const trace = runScenario(samePort)
  const [a, b] = [1, 2].map((entry) => packetsOf(trace, 'router', entry))
  expect([...a].filter((pkt) => b.has(pkt))).toEqual([])
  const crossed = new Set(trace.flatMap((e) => (e.kind === 'enter' && e.node === 'router' ? [e.pkt] : [])))
  expect(new Set([...a, ...b])).toEqual(crossed)
  expect(packetsOf(trace, 'server', 1).size).toBe(0)
})

test('an entry has its mapping from the rules that were asked for it, and a null binding from none', () => {
  const rules = (scenario: typeof samePort) =>
    bindsOf(runScenario(scenario), 'router', 1).map(({ rule: { table, chain, rule } }) => `${table}/${chain}/${rule}`)
  expect(rules(samePort)).toEqual(['nat/POSTROUTING/1'])
  expect(rules(hairpinMended)).toEqual(['nat/PREROUTING/1', 'nat/POSTROUTING/2'])
})
