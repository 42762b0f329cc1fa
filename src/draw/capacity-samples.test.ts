import { expect, test } from 'vitest'
import type { NodeSpec } from '../model/scenario'
import type { Body, TraceEvent } from '../model/trace'
import { samplesOf } from './capacity-samples'

const router: NodeSpec = {
  id: 'router',
  name: 'Router',
  realm: 'router',
  kind: 'router',
  interfaces: [],
  sysctl: { 'net.netfilter.nf_conntrack_max': 2 },
}
const at = (t: number, body: object): TraceEvent => ({ ...(body as Body), n: t, t })
const born = { kind: 'ct-new', pkt: 1, node: 'router' }
const trace = [
  at(0, born),
  at(1, born),
  at(2, { kind: 'drop', pkt: 3, node: 'router', reason: 'table-full' }),
  at(3, { kind: 'ct-end', node: 'router', entry: 1, why: 'early-drop' }),
  at(4, { ...born, node: 'another' }),
  at(9, { kind: 'pass', from: 4 }),
]

test('entries come and go, and losses add up', () => {
  const all = samplesOf(trace, trace.length, router)
  expect(all.map(({ t, entries, tableFull, earlyDrops }) => [t, entries, tableFull, earlyDrops])).toEqual([
    [0, 0, 0, 0],
    [0, 1, 0, 0],
    [1, 2, 0, 0],
    [2, 2, 1, 0],
    [3, 1, 1, 1],
    [9, 1, 1, 1],
  ])
  expect(all.every(({ max }) => max === 2)).toBe(true)
})

test('only as far as the playhead', () => {
  expect(samplesOf(trace, 2, router).at(-1)).toMatchObject({ t: 1, entries: 2 })
})
