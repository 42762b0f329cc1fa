import { expect, test } from 'vitest'
import { tally } from './tally.mjs'

const counted = (/** @type {number} */ passed, /** @type {number} */ failed) => () => ({ passed, failed })
const dies = () => {
  throw new Error('no report')
}

test.each([
  ['a check that goes well', true, undefined, { passed: 1, failed: 0 }],
  ['a check that goes wrong', false, undefined, { passed: 0, failed: 1 }],
  ['tests that all pass', true, counted(12, 0), { passed: 12, failed: 0 }],
  ['two of twelve that fail', false, counted(10, 2), { passed: 10, failed: 2 }],
  ['a runner that dies after its tests', false, counted(12, 0), { passed: 12, failed: 1 }],
  ['a runner that leaves no report', true, dies, { passed: 0, failed: 1 }],
  ['a runner that ran nothing', true, counted(0, 0), { passed: 0, failed: 1 }],
  ['a report that cannot be read', true, counted(NaN, NaN), { passed: 0, failed: 1 }],
])('%s', (_, good, count, expected) => {
  expect(tally(good, count, '')).toEqual(expected)
})
