import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FIT, pan, zoom, ZOOM, type Camera } from './camera'

const size = { width: 1000, height: 500 }
const at = { x: 250, y: 100 }
const seen = (camera: Camera, x: number, y: number) => ({ x: x * camera.k + camera.x, y: y * camera.k + camera.y })

it('keeps the point under the pointer where it is', () => {
  const near = zoom(FIT, 2, at, size)
  expect(seen(near, at.x, at.y)).toEqual(at)
  expect(near.k).toBe(2)
})

it('has nothing to pan while all is seen, and goes back to that', () => {
  expect(pan(FIT, 40, -30, size)).toEqual(FIT)
  expect(zoom(zoom(FIT, 3, at, size), 1 / 3, at, size)).toEqual(FIT)
})

it('never shows what is beside the stage, nor goes nearer than it may', () => {
  const move = fc.record({ factor: fc.double({ min: 0.1, max: 10, noNaN: true }), dx: fc.integer(), dy: fc.integer() })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      let camera = FIT
      for (const { factor, dx, dy } of moves) camera = pan(zoom(camera, factor, at, size), dx, dy, size)
      const [corner, far] = [seen(camera, 0, 0), seen(camera, size.width, size.height)]
      expect(corner.x <= 1e-6 && corner.y <= 1e-6).toBe(true)
      expect(far.x >= size.width - 1e-6 && far.y >= size.height - 1e-6).toBe(true)
      expect(camera.k).toBeLessThanOrEqual(ZOOM.most)
    }),
  )
})
