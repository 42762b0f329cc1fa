import { expect, test } from 'vitest'
import { applyEvent } from '../../model/fold'
import { sampleScenario, sampleStart, sampleTrace } from '../../model/sample'
import type { Body, TraceEvent } from '../../model/trace'
import { flagsOf, rowsOf, trackerInFocus, trackers, translatedEnds, type Place } from './rows'

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

test('a row is fresh at the step that makes its entry, and in use while the packet is about it', () => {
  expect(rowsOf(at(8), 'router')).toMatchObject([{ fresh: true, inUse: true }])
  expect(rowsOf(at(9), 'router')).toMatchObject([{ fresh: false, inUse: true }])
  expect(rowsOf(at(24), 'router')).toMatchObject([{ fresh: false, inUse: false }])
})

test('a row that this step removed is still there, and says why; the next step takes it away', () => {
  const end: Body = { kind: 'ct-end', node: 'router', entry: 1, why: 'timeout' }
  expect(rowsOf(at(26, end), 'router')).toMatchObject([{ entry: { id: 1 }, gone: 'timeout' }])
  expect(rowsOf(at(27, end, { kind: 'end' }), 'router')).toEqual([])
})

test('only the selected row is selected', () => {
  expect(rowsOf(at(9), 'router', 1)[0].selected).toBe(true)
  expect(rowsOf(at(9), 'router', 2)[0].selected).toBe(false)
})

test('masquerading translates the end that answers are sent to', () => {
  const plain = rowsOf(at(9), 'router')[0].entry
  const bound = rowsOf(at(22), 'router')[0].entry
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
