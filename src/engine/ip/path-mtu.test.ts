import { expect, test } from 'vitest'
import { SECOND } from '../../model/time'
import { createSysctl } from '../sysctl'
import { PathMtus } from './path-mtu'

test('the least that anybody said holds for ten minutes', () => {
  let now = 0
  const mtus = new PathMtus(() => now, createSysctl().get)
  expect(mtus.to(1)).toBe(Infinity)
  mtus.learn(1, 1400, 1500)
  mtus.learn(1, 1000, 1500)
  mtus.learn(1, 1200, 1500)
  expect([mtus.to(1), mtus.to(2)]).toEqual([1000, Infinity])
  mtus.learn(2, 1600, 1500)
  expect(mtus.to(2), 'the wire is narrower').toBe(Infinity)
  mtus.learn(2, 68, 1500)
  expect(mtus.to(2), 'nobody is believed below 552').toBe(552)
  expect([mtus.lockedTo(1), mtus.lockedTo(2)], 'but that holds for all').toEqual([Infinity, 552])
  now = 600 * SECOND
  expect([mtus.to(1), mtus.lockedTo(2)]).toEqual([Infinity, Infinity])
})
