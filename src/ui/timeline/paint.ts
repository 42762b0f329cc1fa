/** Ticks on a canvas. Told apart by height and sign as well as by colour. */
import { columnsOf, NONE, sparse, xOf } from './columns'
import { TICKS, type Tick } from './marks'
import type { Span } from './zoom'

export interface Picture {
  ticks: Uint8Array
  span: Span
  /** Places that breakpoints hit, and those of the selected packet. */
  stops: readonly number[]
  mine: readonly number[]
}

/** CSS pixels: ticks stand on the line and signs above them; the selected packet's events hang below the track. */
const [LINE, SIGNS, BELOW] = [21, 9, 28]

export const LOOK: Readonly<Record<Tick, { colour: string; height: number; wide: number; sign?: string }>> = {
  plain: { colour: '--edge', height: 5, wide: 1.2 },
  wire: { colour: '--ink', height: 9, wide: 1.6 },
  nat: { colour: '--nat', height: 12, wide: 3 },
  drop: { colour: '--drop', height: 8, wide: 3, sign: '✕' },
  command: { colour: '--soft', height: 8, wide: 1.6, sign: '▾' },
  edit: { colour: '--route', height: 8, wide: 1.6, sign: '✎' },
}
/** Pixels between two events from which on ticks have their own width. */
const ROOMY = 4

export function paint(canvas: HTMLCanvasElement, width: number, picture: Picture): void {
  const pen = canvas.getContext('2d')
  if (!pen || width <= 0) return
  const sharp = devicePixelRatio || 1
  const height = canvas.clientHeight
  canvas.width = Math.round(width * sharp)
  canvas.height = Math.round(height * sharp)
  pen.scale(sharp, sharp)
  const style = getComputedStyle(canvas)
  const colour = (name: string) => style.getPropertyValue(name)
  const { ticks, span, stops, mine } = picture
  const room = width / (span.to - span.from)
  const columns = columnsOf(ticks, span, Math.floor(width))

  TICKS.forEach((tick, kind) => {
    const look = LOOK[tick]
    const wide = room >= ROOMY ? look.wide : Math.min(1.6, look.wide)
    pen.fillStyle = colour(look.colour)
    pen.globalAlpha = tick === 'plain' && room < ROOMY ? 0.45 : 1
    columns.forEach((found, x) => {
      if (found === kind) pen.fillRect(x - wide / 2, LINE - look.height, wide, look.height)
    })
  })
  pen.globalAlpha = 1
  pen.textAlign = 'center'
  pen.font = `700 10px ${style.fontFamily}`
  for (const { x, tick } of sparse(columns, TICKS.indexOf('drop'), 11)) {
    const { colour: name, sign } = LOOK[TICKS[tick]]
    pen.fillStyle = colour(name)
    if (sign) pen.fillText(sign, x, SIGNS)
  }

  pen.fillStyle = colour('--lit-edge')
  for (const x of xs(mine)) pen.fillRect(x - 1, BELOW, 2, 5)
  pen.fillStyle = colour('--drop')
  for (const x of xs(stops)) {
    pen.beginPath()
    pen.arc(x, BELOW + 2.5, 3, 0, 2 * Math.PI)
    pen.fill()
  }

  /** One per pixel. */
  function xs(places: readonly number[]): Iterable<number> {
    const shown = places.filter((place) => place >= span.from && place <= span.to)
    return new Set(shown.map((place) => Math.round(xOf(place, span, width))))
  }
}

/** The whole run in a strip: what stands out, as far as there are pixels. */
export function paintMap(canvas: HTMLCanvasElement, width: number, ticks: Uint8Array): void {
  const pen = canvas.getContext('2d')
  if (!pen || width <= 0) return
  canvas.width = Math.floor(width)
  canvas.height = canvas.clientHeight
  const style = getComputedStyle(canvas)
  columnsOf(ticks, { from: 0, to: Math.max(1, ticks.length) }, Math.floor(width)).forEach((tick, x) => {
    if (tick === NONE) return
    pen.fillStyle = style.getPropertyValue(LOOK[TICKS[tick]].colour)
    const high = TICKS[tick] === 'plain' ? 2 : canvas.height
    pen.globalAlpha = TICKS[tick] === 'plain' ? 0.6 : 1
    pen.fillRect(x, canvas.height - high, 1, high)
  })
}
