import { describe, expect, test } from 'vitest'
import { sampleStart, sampleTrace } from '../../model/sample'
import { hitsOf, readBreakpoints, type Breakpoint } from './breakpoint'

const places = (...list: Breakpoint[]) => hitsOf(sampleTrace, sampleStart, list).map(({ place }) => place)
/** Where the events of a kind have just happened. */
const behind = (kind: string) => sampleTrace.flatMap((event) => (event.kind === kind ? [event.n + 1] : []))

describe('a breakpoint', () => {
  test('on a new entry, a drop, or INVALID is hit by those events', () => {
    expect(places({ on: 'new' })).toEqual(behind('ct-new'))
    expect(places({ on: 'new' })).toHaveLength(1)
    expect(places({ on: 'drop' })).toEqual(behind('drop'))
    expect(places({ on: 'invalid' })).toEqual([])
  })
  test('on a rewrite is hit by NAT, not by routing’s TTL', () => {
    const found = hitsOf(sampleTrace, sampleStart, [{ on: 'rewrite' }])
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(behind('rewrite').length)
  })
  test('on a rule is hit when a packet matches that rule, on that node', () => {
    const rule = { table: 'nat', chain: 'POSTROUTING', rule: 1 } as const
    expect(places({ on: 'rule', node: 'router', rule })).toEqual(behind('rule'))
    expect(places({ on: 'rule', node: 'laptop', rule })).toEqual([])
    expect(places({ on: 'rule', node: 'router', rule: { ...rule, rule: 2 } })).toEqual([])
  })
  test('on a filter is hit where it begins to hold', () => {
    const [first] = behind('packet')
    expect(places({ on: 'filter', text: 'ip.src==192.168.1.10' })).toContain(first)
    expect(places({ on: 'filter', text: 'ip.src==203.0.113.5' })[0]).toBeGreaterThan(behind('nat-bind')[0])
    expect(places({ on: 'filter', text: 'kind==drop &&' })).toEqual([])
  })
  test('that is switched off is hit by nothing', () => {
    expect(places({ on: 'new', off: true })).toEqual([])
  })
  test('says which of several it was: the first in the list', () => {
    const [hit] = hitsOf(sampleTrace, sampleStart, [
      { on: 'drop' },
      { on: 'filter', text: 'kind==ct-new' },
      { on: 'new' },
    ])
    expect(hit.hit.on).toBe('filter')
  })
})

test('what was kept is read back, and rubbish left out', () => {
  const list: Breakpoint[] = [
    { on: 'drop' },
    { on: 'rule', node: 'router', rule: { table: 'nat', chain: 'X', rule: 2 }, off: true },
    { on: 'filter', text: 'tcp' },
  ]
  expect(readBreakpoints(JSON.stringify([...list, { on: 'moon' }, 7, { on: 'rule' }]))).toEqual(list)
  for (const rubbish of [null, '', '{', '{}', '7']) expect(readBreakpoints(rubbish)).toEqual([])
})
