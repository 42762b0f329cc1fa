/** Keeps the lit row of a scrolling sheet in sight. `scrollIntoView` would scroll the stage too. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

export function useLitInView<T extends HTMLElement>(change: unknown): RefObject<T | null> {
  const sheet = useRef<T>(null)
  useLayoutEffect(() => {
    const body = sheet.current
    const lit = body?.querySelector('[aria-current="step"]') ?? body?.querySelector('[data-here]')
    if (!body || !lit) return
    const row = lit.getBoundingClientRect()
    const box = body.getBoundingClientRect()
    // The stage may be drawn smaller or larger than it is; a heading may stay at the top of the list.
    const scale = box.height / body.offsetHeight || 1
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(body)
    const top = box.top + (parseFloat(scrollPaddingTop) || 0) * scale
    const bottom = box.bottom - (parseFloat(scrollPaddingBottom) || 0) * scale
    if (row.top < top) body.scrollTop -= (top - row.top) / scale
    else if (row.bottom > bottom) body.scrollTop += Math.min(row.bottom - bottom, row.top - top) / scale
  }, [change])
  return sheet
}
