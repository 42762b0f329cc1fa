import { describe, expect, test } from 'vitest'
import { sampleTrace } from '../../model/sample'
import { hop } from './pace'

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
