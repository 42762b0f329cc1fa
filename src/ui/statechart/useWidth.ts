import { useCallback, useState, type RefCallback } from 'react'

/** The width of an element in CSS pixels, 0 before it is measured. */
export function useWidth(): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(0)
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.floor(contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [measure, width]
}
