import { expect, test } from 'vitest'
import { gifOf } from './gifFrames'

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
