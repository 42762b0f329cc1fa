import { useCallback, useState, type RefCallback } from 'react'

/** The width inside an element's padding in CSS pixels, 0 until it stands on the page. */
export function useWidth(): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(0)
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return
    // At once, before anything is painted or photographed; an observer's first word comes frames later.
    const { paddingLeft, paddingRight } = getComputedStyle(element)
    setWidth(Math.floor(element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)))
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.floor(contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [measure, width]
}
