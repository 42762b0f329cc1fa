import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName } from './fileName'

test('it says scenario, step and what is shown', () => {
  expect(fileName({ scenario: 'Home router: SNAT', steps: [40], what: 'stage', ending: 'svg' })).toBe(
    'natscope-home-router-snat-step-40-stage.svg',
  )
  expect(fileName({ scenario: 'Home router: SNAT', steps: [0, 38], what: 'film', ending: 'gif' })).toBe(
    'natscope-home-router-snat-step-0-38-film.gif',
  )
})

test('whatever a scenario is called, every file system takes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (scenario) => {
      expect(fileName({ scenario, steps: [1], what: 'ladder', ending: 'png' })).toMatch(/^[a-z0-9-]{1,100}\.png$/)
    }),
  )
})
