import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rung } from './ladder'
import { lostX, railsOf, rungAt, topsOf, windowOf } from './ladder-geometry'

const passes = (count: number): Rung[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'pass', n: i * 3, t: i, from: 0 }))

describe('lifelines', () => {
  test('share the width, and take more than there is rather than stand too close', () => {
    const wide = railsOf(['a', 'b', 'c'], 1400)
    expect(wide.width).toBe(1400)
    const [a, b, c] = [...wide.x.values()]
    expect(b - a).toBeCloseTo(c - b)
    expect(railsOf(['a', 'b', 'c', 'd', 'e'], 390).width).toBeGreaterThan(800)
  })
  test('an arrow to nobody ends between its node and the others on the wire', () => {
    const rails = railsOf(['a', 'b', 'c'], 1400)
    const end = lostX(rails, { ends: ['a.eth0', 'c.eth0'] }, 'a')
    expect(end).toBeGreaterThan(rails.x.get('a') ?? 0)
    expect(end).toBeLessThan(rails.x.get('c') ?? 0)
  })
})

test('a window shows just the rungs that lie in it', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(9000), fc.integer({ min: 1, max: 900 }), (count, top, height) => {
      const tops = topsOf(passes(count))
      const { from, to } = windowOf(tops, top, height)
      for (let i = 0; i < count; i++) {
        const seen = tops[i] < top + height && tops[i + 1] > top
        if (seen) expect(i >= from && i < to).toBe(true)
      }
      expect(to - from).toBeLessThanOrEqual(height / 28 + 2)
    }),
  )
})

test('the playhead stands behind the last rung whose event has happened', () => {
  const rungs = passes(4)
  expect([0, 1, 3, 4, 9, 10, 99].map((playhead) => rungAt(rungs, playhead))).toEqual([-1, 0, 0, 1, 2, 3, 3])
})
