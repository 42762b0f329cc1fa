/** A drawing of the page as an SVG of plain attributes, as any program reads it: no classes, no style sheet, no variables. */
import { SVG, textOf, type Said } from './photo'
import type { Size } from './studio'

/** Each passes from an element to those in it, so it is written only where it changes. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'marker-end',
  'text-anchor',
  'font-family',
  'font-size',
  'font-weight',
] as const
const OWN = { opacity: '1', 'text-decoration-line': 'none' } as const

/** Where SVG begins. */
const INITIAL: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  stroke: 'none',
  'stroke-width': '1px',
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'marker-end': 'none',
  'text-anchor': 'start',
  'font-weight': '400',
}

const MARGIN = 16
const HEAD = 54

/** `drawing` stands on the page; it gets a heading, a ground, and the words for those who do not see it. */
export function plainSvg(drawing: SVGSVGElement, { title, desc }: Said): { svg: string; size: Size } {
  const ground = drawing.ownerDocument.body
  const { color, fontFamily } = getComputedStyle(ground)
  const token = (name: string) => getComputedStyle(ground).getPropertyValue(name).trim()
  const size = {
    width: Math.ceil(Number(drawing.getAttribute('width')) + 2 * MARGIN),
    height: Math.ceil(Number(drawing.getAttribute('height')) + HEAD + MARGIN),
  }
  const svg = document.createElementNS(SVG, 'svg')
  put(svg, { width: size.width, height: size.height, viewBox: `0 0 ${size.width} ${size.height}` })
  const paper = document.createElementNS(SVG, 'rect')
  put(paper, { width: '100%', height: '100%', fill: token('--panel') })
  const heading = textOf('text', title)
  const family = familyOf(fontFamily)
  put(heading, { x: MARGIN, y: 25, fill: color, 'font-family': family, 'font-size': 16, 'font-weight': 700 })
  const under = textOf('text', desc)
  put(under, { x: MARGIN, y: 44, fill: token('--soft'), 'font-family': family, 'font-size': 12 })
  const body = document.createElementNS(SVG, 'svg')
  put(body, { x: MARGIN, y: HEAD, width: drawing.getAttribute('width'), height: drawing.getAttribute('height') })
  for (const child of drawing.children) body.append(plain(child, getComputedStyle(drawing), true))
  svg.append(textOf('title', title), textOf('desc', desc), paper, heading, under, body)
  return { svg: new XMLSerializer().serializeToString(svg), size }
}

function plain(from: Element, above: CSSStyleDeclaration, outermost = false): Element {
  const to = from.cloneNode(false) as Element
  const style = getComputedStyle(from)
  for (const { name } of from.attributes)
    if (/^(class|style|role|tabindex|aria-.*|data-.*)$/.test(name) || (name === 'id' && from.localName !== 'marker'))
      to.removeAttribute(name)
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name)
    const was = outermost ? INITIAL[name] : above.getPropertyValue(name)
    if (value !== was) write(to, name, value)
    else to.removeAttribute(name)
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name)
    if (value !== usual) to.setAttribute(name.replace('-line', ''), value)
  }
  for (const child of from.childNodes)
    if (child.nodeType === Node.ELEMENT_NODE) to.append(plain(child as Element, style))
    else if (child.nodeType === Node.TEXT_NODE) to.append(child.cloneNode())
  return to
}

function write(to: Element, name: string, value: string): void {
  if (name === 'font-family') return to.setAttribute(name, familyOf(value))
  if (name === 'fill' || name === 'stroke') {
    const { colour, opacity } = colourOf(value)
    to.setAttribute(name, colour)
    if (opacity < 1) to.setAttribute(`${name}-opacity`, `${opacity}`)
  } else to.setAttribute(name, value.replace(/^url\("(#.*)"\)$/, 'url($1)'))
}

function put(to: Element, attributes: Record<string, string | number | null>): void {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) to.setAttribute(name, `${value}`)
}

/** Programs other than browsers know `rgb()` only. */
export function colourOf(value: string): { colour: string; opacity: number } {
  const mixed = /^color\(srgb ([\d.e+-]+) ([\d.e+-]+) ([\d.e+-]+)(?: \/ ([\d.]+))?\)$/.exec(value)
  if (mixed) {
    const [red, green, blue] = mixed.slice(1, 4).map((part) => Math.round(Number(part) * 255))
    return { colour: `rgb(${red}, ${green}, ${blue})`, opacity: Number(mixed[4] ?? 1) }
  }
  const faint = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(value)
  if (faint) return { colour: `rgb(${faint.slice(1, 4).join(', ')})`, opacity: Number(faint[4]) }
  return { colour: value, opacity: 1 }
}

/** Fonts of one system have no name on another; the generic family at the end stands on all. */
const familyOf = (value: string): string => (/mono/i.test(value) ? 'monospace' : 'sans-serif')
