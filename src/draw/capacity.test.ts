import { describe, expect, test } from 'vitest'
import { capacityOf } from './capacity'

const sample = (t: number, entries: number, tableFull = 0) => ({
  t,
  entries,
  max: 100,
  tableFull,
  exhausted: 0,
  earlyDrops: 0,
})

describe('entries over time', () => {
  test('fill the width, and stay under the limit', () => {
    const { limit, ticksY, most } = capacityOf([sample(0, 0), sample(10, 50), sample(20, 100)], 400, 100)
    expect(most).toBe(100)
    expect(limit).toBeGreaterThan(0)
    expect(limit).toBeLessThan(20)
    expect(ticksY[0]).toEqual({ n: 0, y: 100 })
  })

  test('a limit far away does not squash them', () => {
    expect(capacityOf([sample(0, 0), sample(10, 3)], 400, 100).limit).toBeUndefined()
  })

  test('drops are told by how many came since the sample before', () => {
    const { drops } = capacityOf(
      [sample(0, 100, 0), sample(10, 100, 5), sample(20, 100, 5), sample(30, 100, 6)],
      300,
      80,
    )
    expect(drops.map(({ x, count }) => [x, count])).toEqual([
      [0, 5],
      [200, 1],
    ])
    expect(drops[0].height).toBeGreaterThan(drops[1].height)
  })

  test('nothing at all is drawn as nothing', () => {
    expect(capacityOf([], 400, 100)).toMatchObject({ entries: '', drops: [], most: 0 })
  })
})
