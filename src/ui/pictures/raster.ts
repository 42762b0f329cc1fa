/** An SVG as pixels. */
import type { Size } from './studio'
import { words } from './words'

/** Pixels that a side of a canvas may have in every browser. */
const LONGEST = 16_384

/** The picture on a canvas, `scale` pixels for each of the SVG's. */
export async function draw(svg: string, { width, height }: Size, scale: number, canvas?: HTMLCanvasElement) {
  const on = canvas ?? document.createElement('canvas')
  on.width = Math.round(width * scale)
  on.height = Math.round(height * scale)
  const pen = on.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error(words.noCanvas)
  const image = new Image()
  // Not a blob's address: a canvas would not give back what came from there with HTML in it.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  pen.drawImage(image, 0, 0, on.width, on.height)
  return { canvas: on, pen }
}

/** Twice the size on screen where a canvas holds it; smaller where it would not, and an error where it would be unreadable. */
export async function pngOf(svg: string, size: Size): Promise<Blob> {
  const scale = Math.min(2, LONGEST / size.width, LONGEST / size.height)
  if (scale < 1) throw new Error(words.tooLong)
  const { canvas } = await draw(svg, size, scale)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(words.noCanvas))), 'image/png'),
  )
}
