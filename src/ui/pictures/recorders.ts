/** What takes the frames of a film one by one and gives a file. */
import type { Size } from './studio'
import { webmOf, type Chunk } from './webm'
import { words } from './words'

export const FORMATS = ['gif', 'webm'] as const
export type Format = (typeof FORMATS)[number]

export interface Recorder {
  /** The picture on the canvas now, to stand so many milliseconds. Resolves when the next may come. */
  add(stands: number): Promise<void>
  finish(): Promise<Blob>
  close(): void
}

export async function recorder(format: Format, canvas: HTMLCanvasElement, size: Size): Promise<Recorder> {
  return format === 'gif' ? gif(canvas, size) : webm(canvas, size)
}

function gif(canvas: HTMLCanvasElement, { width, height }: Size): Recorder {
  const worker = new Worker(new URL('./gif.worker.ts', import.meta.url), { type: 'module' })
  const ask = (message: unknown, transfer: Transferable[] = []) =>
    new Promise<Uint8Array<ArrayBuffer> | null>((resolve, reject) => {
      const heard = ({ data }: MessageEvent<Uint8Array<ArrayBuffer> | null>) => resolve(data)
      worker.addEventListener('message', heard, { once: true })
      worker.addEventListener('error', ({ message: why }) => reject(new Error(why)), { once: true })
      worker.postMessage(message, transfer)
    })
  return {
    async add(stands) {
      const pixels = canvas.getContext('2d', { willReadFrequently: true })?.getImageData(0, 0, width, height)
      if (!pixels) throw new Error(words.noCanvas)
      await ask({ width, height, rgba: pixels.data, stands }, [pixels.data.buffer])
    },
    async finish() {
      const bytes = await ask(null)
      return new Blob(bytes ? [bytes] : [], { type: 'image/gif' })
    },
    close: () => worker.terminate(),
  }
}

/** VP9 where the browser has it: text stays sharper. */
const CODECS = [
  { codec: 'vp09.00.31.08', id: 'V_VP9' },
  { codec: 'vp8', id: 'V_VP8' },
] as const

async function codecFor({ width, height }: Size) {
  if (typeof VideoEncoder === 'undefined') return null
  for (const { codec, id } of CODECS) {
    const config = { codec, width, height, bitrate: 6_000_000, framerate: 2 }
    if ((await VideoEncoder.isConfigSupported(config)).supported) return { config, id }
  }
  return null
}

/** Whether the browser can encode a film by itself. */
export const filmsIn = async (size: Size): Promise<readonly Format[]> =>
  (await codecFor(size)) ? FORMATS : FORMATS.filter((format) => format !== 'webm')

/** So often a player can begin. */
const KEY_EVERY = 40

async function webm(canvas: HTMLCanvasElement, size: Size): Promise<Recorder> {
  const found = await codecFor(size)
  if (!found) throw new Error(words.noVideo)
  const chunks: Chunk[] = []
  let failed: Error | null = null
  const encoder = new VideoEncoder({
    output(chunk) {
      const data = new Uint8Array(chunk.byteLength)
      chunk.copyTo(data)
      chunks.push({ data, t: Math.round(chunk.timestamp / 1000), key: chunk.type === 'key' })
    },
    error: (why) => (failed = why),
  })
  encoder.configure(found.config)
  let [t, count] = [0, 0]
  async function encode(): Promise<void> {
    const frame = new VideoFrame(canvas, { timestamp: t * 1000 })
    encoder.encode(frame, { keyFrame: count++ % KEY_EVERY === 0 })
    frame.close()
    // One frame at a time: a film is made of moments, and they come slowly.
    await encoder.flush()
    if (failed) throw failed
  }
  return {
    async add(stands) {
      await encode()
      t += stands
    },
    async finish() {
      // Once more at its end, or a player would not let the last one stand.
      t -= 40
      await encode()
      return webmOf({ ...size, codec: found.id, length: t + 40, chunks })
    },
    close() {
      if (encoder.state !== 'closed') encoder.close()
    },
  }
}
