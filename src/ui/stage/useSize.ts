/** The size of an element in CSS pixels, and of an em in it: they change with the window and the theme. */
import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Frame } from '../../draw/layout'

export function useSize(ref: RefObject<HTMLElement | null>): Frame | null {
  const [size, setSize] = useState<Frame | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const width = element.clientWidth
      const height = element.clientHeight
      const em = parseFloat(getComputedStyle(element).fontSize)
      setSize((was) =>
        was && was.width === width && was.height === height && was.em === em ? was : { width, height, em },
      )
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    const theme = new MutationObserver(measure)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    // The stage says its size, and the style sheet gives it its em.
    theme.observe(element.closest('.stage') ?? element, { attributeFilter: ['data-large', 'data-narrow', 'data-one'] })
    return () => {
      watch.disconnect()
      theme.disconnect()
    }
  }, [ref])
  return size
}
