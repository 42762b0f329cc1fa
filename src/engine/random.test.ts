import { describe, expect, test } from 'vitest'
import { createRandom } from './random'

const draw = (seed: number, count: number) => {
  const random = createRandom(seed)
  return Array.from({ length: count }, random)
}

describe('the dice', () => {
  test('fall the same way for the same seed and another way for another', () => {
    expect(draw(7, 100)).toEqual(draw(7, 100))
    expect(draw(7, 100)).not.toEqual(draw(8, 100))
  })

  test('give unsigned 32-bit numbers, spread evenly over sixteen boxes', () => {
    const boxes = Array.from({ length: 16 }, () => 0)
    for (const n of draw(1, 16_000)) {
      expect(Number.isInteger(n) && n >= 0 && n <= 0xffff_ffff).toBe(true)
      boxes[n >>> 28]++
    }
    for (const box of boxes) expect(Math.abs(box - 1000)).toBeLessThan(150)
  })
})
