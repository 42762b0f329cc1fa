import { expect, test } from 'vitest'
import { satisfies } from './node.mjs'

test.each([
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['26.0.0', true],
])('Node %s is new enough: %s', (version, enough) => {
  expect(satisfies(version, '^20.19.0 || >=22.12.0')).toBe(enough)
})
