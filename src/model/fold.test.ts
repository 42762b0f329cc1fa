import { describe, expect, it } from 'vitest'
import { applyEvent, foldAll } from './fold'
import { rulesetOf, sampleStart, sampleTrace } from './sample'
import { counterKey, type View } from './view'
import type { TraceEvent } from './trace'

const upTo = (kind: TraceEvent['kind'], nth = 1): View => {
  let left = nth
  const end = sampleTrace.findIndex((e) => e.kind === kind && --left === 0)
  return foldAll(sampleStart, sampleTrace.slice(0, end + 1))
}

describe('folding one SYN through a home router', () => {
  it('puts the packet on the wire, then into the router', () => {
    expect(upTo('wire').packets.get(1)!.place).toMatchObject({ at: 'wire', link: 'lan', arrives: 200 })
    expect(upTo('enter').packets.get(1)!.place).toEqual({ at: 'node', node: 'router', iface: 'lan0' })
  })

  it('makes an entry, binds it, and starts its timer on confirm', () => {
    const entry = (view: View) => view.nodes.router.conntrack.get(1)!
    expect(entry(upTo('ct-new'))).toMatchObject({ confirmed: false, reply: { dst: '192.168.1.10' } })
    expect(entry(upTo('ct-change', 2))).toMatchObject({ tcp: 'SYN_SENT', srcNat: true, reply: { dst: '203.0.113.5' } })
    expect(entry(upTo('ct-confirm'))).toMatchObject({ confirmed: true, expires: 120_000_200 })
  })

  it('counts the rule that matched and the policy that was reached', () => {
    const { counters } = foldAll(sampleStart, sampleTrace).nodes.router
    expect(counters[counterKey('nat', 'POSTROUTING', 1)]).toEqual({ packets: 1, bytes: 60 })
    expect(counters[counterKey('nat', 'PREROUTING')]).toEqual({ packets: 1, bytes: 60 })
  })

  it('keeps the bytes as they came in, and each rewriting, until the next node', () => {
    const packet = upTo('rewrite', 2).packets.get(1)!
    expect([packet.arrived[8], packet.bytes[8]]).toEqual([64, 63])
    expect([...packet.bytes.subarray(12, 16)]).toEqual([203, 0, 113, 5])
    expect(packet.rewrites.map((r) => r.cause.by)).toEqual(['forward', 'nat'])
    expect(upTo('enter', 2).packets.get(1)!.rewrites).toEqual([])
  })

  it('lights the rule under test with the result of each part', () => {
    expect(upTo('rule').focus).toMatchObject({ table: 'nat', chain: 'POSTROUTING', parts: [true, true], matched: true })
  })

  it('never changes a view it has given out', () => {
    let view = sampleStart
    for (const event of sampleTrace) {
      const before = structuredClone(view)
      const next = applyEvent(view, event)
      expect(view).toEqual(before)
      view = next
    }
  })

  it('refuses an event that does not follow, so that a gap is noticed', () => {
    expect(() => applyEvent(sampleStart, sampleTrace[3])).toThrow('event 3 does not follow 0')
  })

  it.each([
    [':INPUT DROP [0:0]', {}],
    [':INPUT DROP [7:420]', { 'filter/INPUT': { packets: 7, bytes: 420 } }],
    ['[2:80] -A INPUT -p tcp', { 'filter/INPUT/1': { packets: 2, bytes: 80 } }],
  ])('goes on from the counters that new rules bring: %s', (line, counters) => {
    const view = foldAll(sampleStart, sampleTrace)
    const text = `*filter\n${line}\nCOMMIT\n`
    const rules = { kind: 'rules', node: 'router', text, ruleset: rulesetOf(text) } as const
    const next = applyEvent(view, { ...rules, n: view.n, t: view.t })
    expect(next.nodes.router.counters).toEqual(counters)
    expect(next.nodes.router.conntrack.size).toBe(1)
  })
})
