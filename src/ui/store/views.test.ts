import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldAll } from '../../model/fold'
import { rulesetOf, sampleScenario, sampleStart } from '../../model/sample'
import type { TraceEvent } from '../../model/trace'
import { viewsOf } from './views'

const rulesets = { router: rulesetOf(sampleScenario.nodes[1].iptables ?? '') }

/** A long trace that the fold can tell apart at every place: one log line per event. */
const long: TraceEvent[] = Array.from({ length: 500 }, (_, n) => ({
  kind: 'log',
  node: 'router',
  line: `line ${n}`,
  n,
  t: n * 10,
}))

describe('views by folding', () => {
  test('any order of seeks gives what folding from the start gives', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(long.length), { minLength: 1, maxLength: 20 }), (places) => {
        const views = viewsOf(sampleScenario, rulesets)
        for (const n of places) expect(views.at(long, n)).toEqual(foldAll(sampleStart, long.slice(0, n)))
      }),
      { numRuns: 30 },
    )
  })

  test('after a cut, another future is folded', () => {
    const views = viewsOf(sampleScenario, rulesets)
    views.at(long, 500)
    const other = long.map((event) => (event.n < 200 ? event : { ...event, line: `other ${event.n}` }) as TraceEvent)
    views.cut(200)
    for (const n of [199, 200, 201, 256, 300, 500])
      expect(views.at(other, n)).toEqual(foldAll(sampleStart, other.slice(0, n)))
  })

  test('a place behind the end is the end, one before the start the start', () => {
    const views = viewsOf(sampleScenario, rulesets)
    expect(views.at(long, 9999).n).toBe(500)
    expect(views.at(long, -3).n).toBe(0)
  })
})
