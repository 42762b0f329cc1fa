import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitted, showing, zoomed } from './zoom'

const span = fc
  .tuple(fc.nat(100_000), fc.nat(100_000))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }))

describe('the stretch on show', () => {
  test('lies in the run, in whole events, whatever is asked for', () => {
    fc.assert(
      fc.property(span, fc.nat(50_000), fc.double({ min: 0.01, max: 100, noNaN: true }), (asked, length, factor) => {
        for (const { from, to } of [fitted(asked, length), zoomed(asked, factor, asked.from, length)]) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(to).toBeLessThanOrEqual(Math.max(1, length))
          expect(to - from).toBeGreaterThanOrEqual(Math.min(20, Math.max(1, length)))
          expect([from, to].every(Number.isInteger)).toBe(true)
        }
      }),
    )
  })
  test('zoomed, keeps the place under the pointer where it is', () => {
    expect(zoomed({ from: 0, to: 1000 }, 0.5, 250, 1000)).toEqual({ from: 125, to: 625 })
    expect(zoomed({ from: 125, to: 625 }, 2, 250, 1000)).toEqual({ from: 0, to: 1000 })
    expect(zoomed({ from: 125, to: 625 }, Infinity, 250, 1000)).toEqual({ from: 0, to: 1000 })
  })
  test('follows the playhead no further than it must', () => {
    expect(showing({ from: 100, to: 200 }, 150)).toEqual({ from: 100, to: 200 })
    expect(showing({ from: 100, to: 200 }, 203)).toEqual({ from: 103, to: 203 })
    expect(showing({ from: 100, to: 200 }, 90)).toEqual({ from: 90, to: 190 })
  })
})
