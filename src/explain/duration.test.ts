import { expect, test } from 'vitest'
import { SECOND } from '../model/time'
import { duration, timeLeft } from './duration'

test('a length of time is said in the unit a person would choose', () => {
  expect([412, 20_000, 1_500_000, 120 * SECOND, 432_000 * SECOND, 12_000 * SECOND].map(duration)).toEqual([
    '412 µs',
    '20 ms',
    '1.5 s',
    '120 s',
    '5 days',
    '3 h 20 min',
  ])
})

test('time left is rounded down, as conntrack -L rounds, and never falls below nothing', () => {
  expect([120 * SECOND - 1, 432_000 * SECOND - 1, 0, -5].map(timeLeft)).toEqual(['119 s', '4 d 23 h', '0 s', '0 s'])
})
