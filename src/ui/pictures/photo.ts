/** What stands in a studio as an SVG that needs nothing else: HTML in a `foreignObject`, with the rules that it uses. */
import { isUsed, rulesOf } from './sheet'
import type { Size, Studio } from './studio'

export const SVG = 'http://www.w3.org/2000/svg'

export interface Said {
  title: string
  desc: string
}

export function photo({ page, css }: Studio, { width, height }: Size, { title, desc }: Said): string {
  const rules = rulesOf(css, {
    media: (query) => page.defaultView?.matchMedia(query).matches ?? false,
    keep: (selector) => isUsed(page, selector),
  })
  const likeness = page.documentElement.cloneNode(true) as HTMLElement
  keepScrolled(page.documentElement, likeness)
  likeness.querySelector('head')?.remove()
  for (const part of likeness.querySelectorAll('button, [tabindex]')) part.setAttribute('tabindex', '-1')

  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('width', `${width}`)
  svg.setAttribute('height', `${height}`)
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const room = document.createElementNS(SVG, 'foreignObject')
  room.setAttribute('width', '100%')
  room.setAttribute('height', '100%')
  room.append(likeness)
  svg.append(textOf('title', title), textOf('desc', desc), textOf('style', rules), room)
  return new XMLSerializer().serializeToString(svg)
}

export function textOf(name: 'title' | 'desc' | 'style' | 'text', content: string): SVGElement {
  const element = document.createElementNS(SVG, name)
  element.textContent = content
  return element
}

/** A copy is not scrolled: what was scrolled away is moved away. */
function keepScrolled(from: Element, to: Element): void {
  const { scrollTop, scrollLeft } = from
  ;[...from.children].forEach((child, i) => {
    const copy = to.children[i]
    if ((scrollTop || scrollLeft) && 'style' in copy && getComputedStyle(child).position !== 'sticky')
      (copy as HTMLElement).style.translate = `${-scrollLeft}px ${-scrollTop}px`
    keepScrolled(child, copy)
  })
}
