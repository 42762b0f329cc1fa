import { expect, test } from 'vitest'
import type { TraceEvent } from '../../model/trace'
import { tapeOf } from './tape'

const piece = (from: number, length: number, t = 0): TraceEvent[] =>
  Array.from({ length }, (_, i) => ({ kind: 'end', n: from + i, t }))

test('what is told is all that came, in order', () => {
  const tape = tapeOf()
  tape.put(0, piece(0, 5))
  const early = tape.told(false)
  tape.put(5, piece(5, 5))
  expect(tape.told(true).map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(early).toHaveLength(5)
})

test('another future replaces what came behind it, and what was told before stays as it was', () => {
  const tape = tapeOf()
  tape.put(0, piece(0, 10))
  const old = tape.told(true)
  tape.put(4, piece(4, 3, 9))
  expect(tape.told(false).map(({ t }) => t)).toEqual([0, 0, 0, 0, 9, 9, 9])
  expect(old.map(({ t }) => t)).toEqual(Array(10).fill(0))
})

test('events copied for the page are a fixed multiple of the trace, not its square', () => {
  const tape = tapeOf()
  let copied = 0
  let last: unknown
  for (let from = 0; from < 100_000; from += 500) {
    tape.put(from, piece(from, 500))
    const told = tape.told(from + 500 === 100_000)
    if (told !== last) copied += told.length
    last = told
  }
  expect(tape.told(true)).toHaveLength(100_000)
  expect(copied).toBeLessThan(10 * 100_000)
})
