/** The lines between the hooks. Where these are is read from the page, and the lines are set without React. */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { Road } from '../../draw/road'
import { lineBetween, piecesOf, type Rect } from '../../draw/way'

export function Way({ root, road }: { root: RefObject<HTMLElement | null>; road: Road }) {
  const svg = useRef<SVGSVGElement>(null)
  useLayoutEffect(() => {
    const element = root.current
    if (!element) return
    const draw = () => {
      for (const path of svg.current?.querySelectorAll('path') ?? []) {
        const [from, to] = (path.dataset.piece ?? '').split(' ').map((spot) => boxOf(element, spot))
        path.setAttribute('d', from && to ? lineBetween(from, to) : '')
      }
    }
    draw()
    const watch = new ResizeObserver(draw)
    watch.observe(element)
    return () => watch.disconnect()
  })
  return (
    <svg className="way" ref={svg} aria-hidden="true">
      {piecesOf(road).map(({ from, to, passing }) => (
        <path key={`${from} ${to}`} data-piece={`${from} ${to}`} data-passing={passing} />
      ))}
    </svg>
  )
}

function boxOf(road: HTMLElement, spot: string): Rect | null {
  const hook = road.querySelector<HTMLElement>(`[data-spot="${spot}"]`)
  // A row that is only heard has no place.
  if (!hook || (hook.parentElement?.offsetWidth ?? 0) <= 1) return null
  return { x: hook.offsetLeft, y: hook.offsetTop, width: hook.offsetWidth, height: hook.offsetHeight }
}
