import { useEffect, useState, type RefObject } from 'react'

/** How wide an element is, in CSS pixels; 0 before it is laid out. */
export function useWide(element: RefObject<HTMLElement | null>): number {
  const [wide, setWide] = useState(0)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setWide(watched.clientWidth))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return wide
}
