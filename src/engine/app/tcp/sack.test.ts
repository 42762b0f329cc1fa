/** Blocks as "from-to", the newest first. */
import { expect, test } from 'vitest'
import { createSack } from './sack'

function told(...came: [from: number, to: number][]): string {
  const sack = createSack()
  let last = ''
  for (const [from, to] of came) {
    sack.beyond({ from, to })
    last = sack
      .blocks(4)
      .map((b) => `${b.from}-${b.to}`)
      .join(' ')
  }
  return last
}

test('the newest block stands first, and four are kept', () => {
  expect(told([10, 20], [30, 40])).toBe('30-40 10-20')
  expect(told([10, 11], [20, 21], [30, 31], [40, 41], [50, 51])).toBe('50-51 40-41 30-31 20-21')
})

test('what touches a block makes it grow and come to the front; it takes in the next one', () => {
  expect(told([10, 20], [30, 40], [20, 25])).toBe('10-25 30-40')
  expect(told([10, 20], [30, 40], [20, 30])).toBe('10-40')
})

test('what came twice is told first, once', () => {
  expect(told([10, 20], [15, 30])).toBe('15-20 10-30')
  expect(told([10, 20], [10, 20])).toBe('10-20 10-20')
  expect(told([10, 20], [10, 20], [40, 50])).toBe('40-50 10-20')
})

test('a block goes when all before it has come; numbers wrap', () => {
  const sack = createSack()
  sack.beyond({ from: 0xfffffff0, to: 5 })
  sack.beyond({ from: 100, to: 110 })
  sack.reached(5)
  expect(sack.blocks(4)).toEqual([{ from: 100, to: 110 }])
  sack.again({ from: 1, to: 5 })
  expect(sack.blocks(1)).toEqual([{ from: 1, to: 5 }])
})
