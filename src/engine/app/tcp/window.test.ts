import { describe, expect, test } from 'vitest'
import { createWindow } from './window'

/** What is said after each segment of these sizes, the numbers counted from 0. */
function said(sizes: number[], mss: number, shift: number, reads = false): number[] {
  const window = createWindow(mss, reads, 0)
  let next = 0
  return sizes.map((size) => {
    next += size
    window.took(size, 40)
    return window.say(next, shift)
  })
}

describe('the window that a socket offers, as recorded', () => {
  test('its right edge stays while little comes', () => {
    expect(said([100, 1, 1000], 1460, 0)).toEqual([64140, 64139, 63139])
  })
  test('and moves on once segments are as long as they can be', () => {
    expect(said([100, 1, 1000, 1460, 1460], 1460, 0)).toEqual([64140, 64139, 63139, 65535, 65535])
  })
  test('it is rounded down to whole segments of the least size', () => {
    expect(said([500, 500, 500, 500], 1460, 0)).toEqual([63784, 63784, 63284, 62784])
  })
  test('scaled, it hides such trifles', () => {
    expect(said([500, 500, 500], 1460, 10)).toEqual([63, 63, 63])
  })
})
