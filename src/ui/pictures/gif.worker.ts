/** Makes the GIF beside the page, which stays quick: a frame in, its number back; nothing in, the file back. */
import { gifOf, type GifFrame } from './gifFrames'

const gif = gifOf()

addEventListener('message', ({ data }: MessageEvent<GifFrame | null>) => {
  if (data) {
    gif.add(data)
    postMessage(null)
  } else postMessage(gif.finish())
})
