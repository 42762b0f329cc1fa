/** Keeps the lit row of a scrolling sheet in sight. `scrollIntoView` would scroll the stage too. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

export function useLitInView<T extends HTMLElement>(change: unknown): RefObject<T | null> {
  const lit = useRef<T>(null)
  useLayoutEffect(() => {
    const body = lit.current?.closest<HTMLElement>('.sheet-body')
    if (!lit.current || !body) return
    const row = lit.current.getBoundingClientRect()
    const box = body.getBoundingClientRect()
    if (row.top < box.top) body.scrollTop -= box.top - row.top
    else if (row.bottom > box.bottom) body.scrollTop += Math.min(row.bottom - box.bottom, row.top - box.top)
  }, [change])
  return lit
}
