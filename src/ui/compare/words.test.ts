import { expect, test } from 'vitest'
import { words } from './words'

test('where one side has a packet and the other has none, only the one is told of', () => {
  expect(
    words.until(51, 'Router', [
      ['The scenario as it is', null],
      ['Branch 1', 'rewritten'],
    ]),
  ).toBe('The same until event 51. Then, at Router: only in “Branch 1”, rewritten.')
  expect(
    words.until(0, 'Router', [
      ['a', 'delivered'],
      ['b', 'dropped by a rule'],
    ]),
  ).toBe('Different from the start. Then, at Router: in “a” delivered, in “b” dropped by a rule.')
})
