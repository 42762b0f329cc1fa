import { expect, test } from 'vitest'
import { levelFor } from './detail'

const box = (width: number, height: number) => ({ width: width * 10, height: height * 10, em: 10 })

test('the larger its box, the more of a router is drawn', () => {
  expect(levelFor(box(20, 30))).toBe(1)
  expect(levelFor(box(24, 22))).toBe(1)
  expect(levelFor(box(30, 22))).toBe(2)
  expect(levelFor(box(24, 24))).toBe(2)
  expect(levelFor(box(80, 44))).toBe(3)
})

test('it is told in em: a larger type wants a larger box', () => {
  expect(levelFor({ ...box(30, 22), em: 12 })).toBe(1)
})

test('a line of text more or less beside it changes nothing', () => {
  expect(levelFor(box(30, 19), 2)).toBe(2)
  expect(levelFor(box(30, 17), 2)).toBe(1)
  expect(levelFor(box(80, 40), 2)).toBe(2)
  expect(levelFor(box(80, 40), 3)).toBe(3)
})
