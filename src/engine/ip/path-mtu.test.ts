import { expect, test } from 'vitest'
import { SECOND } from '../../model/time'
import { PathMtus } from './path-mtu'

test('the least that anybody said holds for ten minutes', () => {
  let now = 0
  const mtus = new PathMtus(() => now)
  expect(mtus.to(1)).toBe(Infinity)
  mtus.learn(1, 1400)
  mtus.learn(1, 1000)
  mtus.learn(1, 1200)
  expect([mtus.to(1), mtus.to(2)]).toEqual([1000, Infinity])
  mtus.learn(2, 68)
  expect(mtus.to(2), 'nobody is believed below 552').toBe(552)
  now = 600 * SECOND
  expect(mtus.to(1)).toBe(Infinity)
})
