import { describe, expect, test } from 'vitest'
import { sampleTrace } from '../../model/sample'
import type { Body, TraceEvent } from '../../model/trace'
import { hop, packetEnd } from './pace'

const kindBefore = (place: number) => sampleTrace[place - 1]?.kind

describe('a hop', () => {
  test('ends behind a wire, an arrival, a delivery, a drop or the end', () => {
    const stops: (string | undefined)[] = []
    for (let at = 0; at < sampleTrace.length;) {
      at = hop(sampleTrace, at, 1)
      stops.push(kindBefore(at))
    }
    expect(stops).toEqual(
      sampleTrace.map(({ kind }) => kind).filter((kind) => /^(wire|enter|deliver|drop|end)$/.test(kind)),
    )
  })

  test('there and back again', () => {
    const first = hop(sampleTrace, 0, 1)
    const second = hop(sampleTrace, first, 1)
    expect(hop(sampleTrace, second, -1)).toBe(first)
    expect(hop(sampleTrace, first, -1)).toBe(0)
  })

  test('stays inside the trace', () => {
    expect(hop(sampleTrace, 0, -1)).toBe(0)
    expect(hop(sampleTrace, sampleTrace.length, 1)).toBe(sampleTrace.length)
    expect(hop([], 0, 1)).toBe(0)
  })
})

describe('to the end of a packet', () => {
  const drop = (pkt: number): Body => ({ kind: 'drop', pkt, node: 'router', reason: 'policy' })
  const hook = (pkt: number): Body => ({ kind: 'hook', pkt, node: 'router', hook: 'INPUT' })
  const birth = (pkt: number): Body => ({
    kind: 'packet',
    pkt,
    node: 'router',
    bytes: new Uint8Array(),
    by: 'application',
  })
  const two: TraceEvent[] = [birth(1), birth(2), hook(1), drop(2), hook(1), drop(1)].map((e, n) => ({ ...e, n, t: 0 }))

  test('is behind its drop or delivery, whatever happens to others meanwhile', () => {
    expect(packetEnd(two, 1, 1, 1)).toBe(6)
    expect(packetEnd(two, 2, 1, 2)).toBe(4)
  })
  test('and back behind its birth', () => {
    expect(packetEnd(two, 6, -1, 1)).toBe(1)
    expect(packetEnd(two, 4, -1, 2)).toBe(2)
  })
  test('without a packet in view it is the next one', () => {
    expect(packetEnd(two, 0, 1)).toBe(6)
    expect(packetEnd([], 0, 1)).toBe(0)
  })
  test('once there, it stays', () => {
    expect(packetEnd(two, 6, 1, 1)).toBe(6)
    expect(packetEnd(two, 1, -1, 1)).toBe(1)
  })
})
