import { expect, test } from 'vitest'
import { brief, clock } from './time'

test.each([
  [0, '0.000 ms'],
  [412, '0.412 ms'],
  [999_999, '999.999 ms'],
  [3_200_000, '3.200 s'],
  [125_000_000, '2 min 05 s'],
  [3_600_000_000, '1 h 00 min'],
  [431_999_000_000, '4 d 23 h'],
])('%i µs reads %s', (t, words) => expect(clock(t)).toBe(words))

test.each([
  [0, '0'],
  [250_000, '250 ms'],
  [12_500_000, '12.5 s'],
  [125_000_000, '2 min 05 s'],
])('%i µs on an axis reads %s', (t, words) => expect(brief(t)).toBe(words))
