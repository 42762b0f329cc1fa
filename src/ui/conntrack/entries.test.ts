import { expect, test } from 'vitest'
import { applyEvent } from '../../model/fold'
import { sampleScenario, sampleStart, sampleTrace } from '../../model/sample'
import type { Body, TraceEvent } from '../../model/trace'
import { entriesAt, flagsOf, marksAt, trackerInFocus, trackers, translatedEnds, type Place } from './entries'

/** The sample and what follows it, at a place of the trace. */
function at(n: number, ...more: Body[]): Place & { trace: TraceEvent[] } {
  const trace = [...sampleTrace, ...more.map((body, i) => ({ ...body, n: sampleTrace.length + i, t: 130_000_000 }))]
  let before = sampleStart
  let view = before
  for (const event of trace.slice(0, n)) {
    before = view
    view = applyEvent(view, event)
  }
  return { view, before, event: trace[n - 1], trace }
}

const router = (place: Place) => [...entriesAt(place, 'router').values()]

test('an entry is fresh at the step that makes it, and in use while the packet is about it', () => {
  expect(marksAt(at(8), 'router')).toEqual({ fresh: 1, inUse: 1 })
  expect(marksAt(at(9), 'router')).toEqual({ inUse: 1 })
  expect(marksAt(at(24), 'router').inUse).toBeUndefined()
})

test('an entry that this step removed is still there, and says why; the next step takes it away', () => {
  const end: Body = { kind: 'ct-end', node: 'router', entry: 1, why: 'timeout' }
  expect(router(at(26, end))).toMatchObject([{ id: 1 }])
  expect(marksAt(at(26, end), 'router').gone).toEqual({ id: 1, why: 'timeout' })
  expect(router(at(27, end, { kind: 'end' }))).toEqual([])
})

test('masquerading translates the end that answers are sent to', () => {
  const plain = router(at(9))[0]
  const bound = router(at(22))[0]
  expect([plain, bound].map(translatedEnds)).toEqual([
    { src: false, dst: false },
    { src: false, dst: true },
  ])
  expect([plain, bound].map(flagsOf)).toEqual([
    ['unconfirmed', 'UNREPLIED'],
    ['UNREPLIED', 'SNAT'],
  ])
})

test('the table is that of the router, also before anything happened there', () => {
  const { view, trace } = at(2)
  const nodes = trackers(sampleScenario, view)
  expect(nodes).toEqual(['router'])
  expect(trackerInFocus(nodes, view, trace)).toBe('router')
  expect(trackerInFocus(['a', 'router'], at(10).view, trace)).toBe('router')
})
