/** Frames → a GIF, one after the other: only the last one is kept, to write what changed since. */
import { GIFEncoder, quantize, type Palette } from 'gifenc'

/** One of 256 stays free, for what did not change. */
const COLOURS = 255
/** So many of the commonest keep their exact value: grounds must not differ from frame to frame, edges of letters may. */
const EXACT = 160

export interface GifFrame {
  width: number
  height: number
  rgba: Uint8ClampedArray<ArrayBuffer>
  /** Milliseconds that it stands. */
  stands: number
}

export function gifOf() {
  const gif = GIFEncoder()
  let last: Uint32Array | null = null
  return {
    add({ width, height, rgba, stands }: GifFrame): void {
      const now = new Uint32Array(rgba.buffer)
      const { palette, indexOf } = paletteOf(now)
      const free = palette.length
      const index = new Uint8Array(now.length)
      for (let i = 0; i < now.length; i++) index[i] = last?.[i] === now[i] ? free : (indexOf.get(now[i]) ?? 0)
      gif.writeFrame(index, width, height, {
        palette: [...palette, [0, 0, 0]],
        delay: stands,
        dispose: 1,
        repeat: 0,
        ...(last && { transparent: true, transparentIndex: free }),
      })
      last = now
    },
    finish(): Uint8Array<ArrayBuffer> {
      gif.finish()
      return gif.bytes()
    },
  }
}

/** At most so many colours, and for each that occurs which of them it is drawn in. */
export function paletteOf(pixels: Uint32Array): { palette: Palette; indexOf: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>()
  for (let i = 0, from = 0; i < pixels.length; from = i) {
    const colour = pixels[i]
    while (i < pixels.length && pixels[i] === colour) i++
    counts.set(colour, (counts.get(colour) ?? 0) + i - from)
  }
  const all = [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  const exact = all.slice(0, all.length <= COLOURS ? COLOURS : EXACT)
  const rest = Uint32Array.from(all.slice(exact.length))
  const near = rest.length > 0 ? quantize(new Uint8ClampedArray(rest.buffer), COLOURS - EXACT) : []
  const palette = [...exact.map(partsOf), ...near.map((colour) => colour.slice(0, 3))]
  const indexOf = new Map(exact.map((colour, i) => [colour, i]))
  for (const colour of rest) indexOf.set(colour, nearest(palette, partsOf(colour)))
  return { palette, indexOf }
}

/** Red, green and blue of a pixel as a canvas stores it on every machine of today, the small end first. */
const partsOf = (pixel: number): number[] => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]

function nearest(palette: Palette, [red, green, blue]: number[]): number {
  let best = 0
  let least = Infinity
  for (let i = 0; i < palette.length; i++) {
    const [r, g, b] = palette[i]
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
    if (distance < least) {
      least = distance
      best = i
    }
  }
  return best
}
