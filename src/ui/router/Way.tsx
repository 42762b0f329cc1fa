/** The lines between the hooks. Where these are is read from the page, and the lines are set without React. */
import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { Road } from '../../draw/road'
import { lineBetween, piecesOf, type Rect } from '../../draw/way'

export function Way({ root, road }: { root: RefObject<HTMLElement | null>; road: Road }) {
  const svg = useRef<SVGSVGElement>(null)
  useLayoutEffect(() => draw(root.current, svg.current))
  useLayoutEffect(() => {
    if (!root.current) return
    const watch = new ResizeObserver(() => draw(root.current, svg.current))
    watch.observe(root.current)
    return () => watch.disconnect()
  }, [root])
  return (
    <svg className="way" ref={svg} aria-hidden="true">
      {piecesOf(road).map(({ from, to, passing }) => (
        <path key={`${from} ${to}`} data-piece={`${from} ${to}`} data-passing={passing} />
      ))}
    </svg>
  )
}

/** All is read before anything is written, so that the page is laid out once; and most steps change no line. */
function draw(road: HTMLElement | null, svg: SVGSVGElement | null): void {
  if (!road || !svg) return
  const boxes = new Map<string, Rect>()
  for (const row of road.querySelectorAll<HTMLElement>('.road-row')) {
    // A row that is only heard has no place.
    if (row.offsetWidth <= 1) continue
    for (const hook of row.querySelectorAll<HTMLElement>('[data-spot]'))
      boxes.set(hook.dataset.spot ?? '', {
        x: hook.offsetLeft,
        y: hook.offsetTop,
        width: hook.offsetWidth,
        height: hook.offsetHeight,
      })
  }
  for (const path of svg.querySelectorAll('path')) {
    const [from, to] = (path.dataset.piece ?? '').split(' ').map((spot) => boxes.get(spot))
    const line = from && to ? lineBetween(from, to) : ''
    if (path.getAttribute('d') !== line) path.setAttribute('d', line)
  }
}
