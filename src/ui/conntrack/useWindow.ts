/**
 * The lines in sight of a long list, and a few around them: only those are on the page. All lines are equally high; how
 * high, the list's own height says, so that the style sheet alone decides.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** Lines above and below those in sight, for a scroll that is faster than a frame. */
const AROUND = 2
/** Before anything could be measured. */
const AT_FIRST = 8
/** How long a person who scrolled is left alone, ms. */
const PATIENCE = 4000

export interface Window {
  scroller: RefObject<HTMLDivElement | null>
  /** As high as all lines together. */
  list: RefObject<HTMLDivElement | null>
  first: number
  /** Behind the last. */
  end: number
  /** Lines in sight at once. */
  page: number
  /** Scrolls as little as brings the line into sight. */
  reveal(line: number): void
  /** A person moved the list just now: do not take it from them. */
  isHeld(): boolean
}

export function useWindow(count: number): Window {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const touched = useRef(-Infinity)
  const [sight, setSight] = useState({ first: 0, end: AT_FIRST, page: AT_FIRST })

  const look = useCallback(() => {
    const place = measure(scroller.current, list.current, count)
    if (!place) return
    const first = Math.max(0, Math.floor(place.top / place.line) - AROUND)
    const end = Math.ceil((place.top + place.height) / place.line) + AROUND
    const page = Math.max(1, Math.floor(place.height / place.line))
    setSight((was) => (was.first === first && was.end === end && was.page === page ? was : { first, end, page }))
  }, [count])

  useLayoutEffect(look, [look])
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const touch = () => (touched.current = performance.now())
    const watch = new ResizeObserver(look)
    watch.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    for (const kind of TOUCHES) box.addEventListener(kind, touch, { passive: true })
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', look)
      for (const kind of TOUCHES) box.removeEventListener(kind, touch)
    }
  }, [look])

  const reveal = useCallback(
    (line: number) => {
      const box = scroller.current
      const place = measure(box, list.current, count)
      if (!box || !place) return
      const [top, bottom] = [line * place.line, (line + 1) * place.line]
      if (top < place.top) box.scrollTop = top
      else if (bottom > place.top + place.height) box.scrollTop = bottom - place.height
      look()
    },
    [count, look],
  )
  const isHeld = useCallback(() => performance.now() - touched.current < PATIENCE, [])
  return { scroller, list, ...sight, end: Math.min(sight.end, count), reveal, isHeld }
}

const TOUCHES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** What is in sight, from the top of the list; what stands above the list stays over it. Null while it is not on screen. */
function measure(box: HTMLElement | null, list: HTMLElement | null, count: number) {
  if (!box || !list || !list.offsetHeight || !box.clientHeight) return null
  return { line: list.offsetHeight / count, top: box.scrollTop, height: Math.max(1, box.clientHeight - list.offsetTop) }
}
