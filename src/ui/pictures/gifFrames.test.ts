import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gifOf, paletteOf } from './gifFrames'

const frame = (grey: number) => ({
  width: 2,
  height: 2,
  rgba: new Uint8ClampedArray([grey, grey, grey, 255, 9, 9, 9, 255, 9, 9, 9, 255, 9, 9, 9, 255]),
  stands: 700,
})

/** Graphic control extensions: delay in hundredths, and whether some of it is left as it was. */
const controls = (gif: Uint8Array) =>
  [...gif.keys()]
    .filter((i) => gif[i] === 0x21 && gif[i + 1] === 0xf9 && gif[i + 2] === 4)
    .map((i) => ({ delay: gif[i + 4] | (gif[i + 5] << 8), kept: (gif[i + 3] & 1) === 1 }))

test('each frame stands as long as asked, and those behind the first write only what changed', () => {
  const gif = gifOf()
  for (const grey of [0, 100, 200]) gif.add(frame(grey))
  const bytes = gif.finish()
  expect(String.fromCharCode(...bytes.slice(0, 6))).toBe('GIF89a')
  expect(bytes.at(-1)).toBe(0x3b)
  expect(controls(bytes)).toEqual([
    { delay: 70, kept: false },
    { delay: 70, kept: true },
    { delay: 70, kept: true },
  ])
})

test('few colours keep their exact value, and of many the commonest do', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => (0xff000000 | rgb) >>> 0)
  fc.assert(
    fc.property(fc.array(colour, { minLength: 1, maxLength: 600 }), colour, (others, ground) => {
      const pixels = Uint32Array.from([...others, ...Array.from({ length: 700 }, () => ground)])
      const { palette, indexOf } = paletteOf(pixels)
      const drawn = (pixel: number) => palette[indexOf.get(pixel) ?? -1]
      expect(palette.length).toBeLessThanOrEqual(255)
      expect(drawn(ground)).toEqual([ground & 255, (ground >> 8) & 255, (ground >> 16) & 255])
      expect(others.every((pixel) => drawn(pixel).length === 3)).toBe(true)
    }),
    { numRuns: 50 },
  )
})
