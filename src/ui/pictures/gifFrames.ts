/** Frames → a GIF, one after the other: only the last one is kept, to write what changed since. */
import { applyPalette, GIFEncoder, quantize } from 'gifenc'

/** One of 256 stays free, for what did not change. */
const COLOURS = 255

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
      const palette = quantize(rgba, COLOURS)
      const index = applyPalette(rgba, palette)
      const now = new Uint32Array(rgba.buffer)
      const free = palette.length
      if (last) for (let i = 0; i < now.length; i++) if (now[i] === last[i]) index[i] = free
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
