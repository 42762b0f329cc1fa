import { expect, test } from 'vitest'
import type { Body, TraceEvent } from '../model/trace'
import { sampleTrace } from '../model/sample'
import { ruleAsked } from './visit'

const isRewrite = (e: TraceEvent) => e.kind === 'rewrite' && e.cause.by === 'nat'
const first = sampleTrace.find(isRewrite) as Extract<TraceEvent, { kind: 'rewrite' }>

test('the first packet of a connection is rewritten because of a rule', () => {
  expect(ruleAsked(sampleTrace, 1, first)).toEqual({ table: 'nat', chain: 'POSTROUTING', rule: 1 })
})

test('a later one because of the entry alone, though the entry remembers which rule it came from', () => {
  const n = sampleTrace.length
  const later: Body[] = [
    { kind: 'enter', pkt: 1, node: 'router', iface: 'lan0' },
    { ...first, pkt: 1 },
  ]
  const trace = [...sampleTrace, ...later.map((body, i): TraceEvent => ({ ...body, n: n + i, t: first.t }))]
  expect(first.cause).toHaveProperty('rule')
  expect(ruleAsked(trace, 1, { n: n + 1, cause: first.cause })).toBeUndefined()
})

test('an answer because of the entry, reversed', () => {
  if (first.cause.by !== 'nat') throw new Error('no NAT')
  expect(ruleAsked(sampleTrace, 1, { n: first.n, cause: { ...first.cause, direction: 'reply' } })).toBeUndefined()
})
