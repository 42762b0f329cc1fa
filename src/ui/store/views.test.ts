import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent, emptyView, foldAll } from '../../model/fold'
import { rulesetOf, sampleScenario, sampleStart } from '../../model/sample'
import type { TraceEvent } from '../../model/trace'
import { FINE, MOST, viewsOf } from './views'

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

describe('what a place of a long trace costs, in events folded', () => {
  const length = 100_000
  const huge: TraceEvent[] = Array.from({ length }, (_, n) => ({ kind: 'pass', from: n, n, t: n }))
  let folds = 0
  const views = viewsOf(sampleScenario, rulesets, (view, event) => {
    folds++
    return applyEvent(view, event)
  })
  const cost = (...places: number[]) => {
    folds = 0
    for (const n of places) expect(views.at(huge, n).n).toBe(n)
    return folds
  }
  /** Checkpoints lie this far apart in a trace of that length. */
  const apart = 64 * 2 ** Math.ceil(Math.log2(length / 64 / MOST))

  test('each event once while it comes in', () => expect(cost(2000, 50_000, length)).toBe(length))
  test('a step at the end: one at most', () => {
    cost(length - 2, length - 1)
    expect(cost(length - 1, length)).toBeLessThanOrEqual(1)
  })
  test('a step back: a handful', () => {
    for (let at = length; at > length - 40; at--) expect(cost(at - 2, at - 1)).toBeLessThanOrEqual(FINE + 1)
  })
  test('a seek: less than lies between two checkpoints', () => {
    for (const n of [0, 99_999, 17, 63_123, 31_000, 98_000, 1]) expect(cost(n)).toBeLessThan(apart)
  })
  test('a cut in the past folds nothing twice before it', () => {
    cost(length)
    views.cut(40_000)
    expect(cost(41_000)).toBeLessThanOrEqual(1000 + apart)
  })
})

test('views kept are bounded: the oldest ones of a long trace are thinned, and every place stays right', () => {
  const start = emptyView(sampleScenario, rulesets)
  const many: TraceEvent[] = Array.from({ length: 64 * MOST * 3 }, (_, n) => ({ kind: 'pass', from: n, n, t: n * 2 }))
  const views = viewsOf(sampleScenario, rulesets)
  views.at(many, many.length)
  for (const n of [0, 5, 64, 8191, 8192, 8193, 20_000, many.length])
    expect(views.at(many, n)).toEqual({ ...start, n, t: n === 0 ? 0 : (n - 1) * 2 })
})
