import { expect, test } from 'vitest'
import { colourOf } from './plain'

test('a mixed colour is written as every program reads it, its opacity beside it', () => {
  expect(colourOf('color(srgb 1 0.5 0 / 0.75)')).toEqual({ colour: 'rgb(255, 128, 0)', opacity: 0.75 })
  expect(colourOf('color(srgb 0 0 1)')).toEqual({ colour: 'rgb(0, 0, 255)', opacity: 1 })
  expect(colourOf('rgba(0, 0, 0, 0)')).toEqual({ colour: 'rgb(0, 0, 0)', opacity: 0 })
})

test('plain colours stay as they are', () => {
  expect(colourOf('rgb(1, 2, 3)')).toEqual({ colour: 'rgb(1, 2, 3)', opacity: 1 })
  expect(colourOf('none')).toEqual({ colour: 'none', opacity: 1 })
})
