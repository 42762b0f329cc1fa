/** What of a scrolled element is on show. Redrawn when it is scrolled or resized, at most once a frame. */
import { useEffect, useState, type RefObject } from 'react'

export interface Window {
  top: number
  width: number
  height: number
}

export function useWindow(element: RefObject<HTMLElement | null>): Window {
  const [shown, setShown] = useState<Window>({ top: 0, width: 1000, height: 400 })
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    let frame = 0
    const look = () => {
      frame = 0
      const { scrollTop: top, clientWidth: width, clientHeight: height } = watched
      setShown((was) =>
        was.top === top && was.width === width && was.height === height ? was : { top, width, height },
      )
    }
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    const resized = new ResizeObserver(soon)
    resized.observe(watched)
    watched.addEventListener('scroll', soon, { passive: true })
    look()
    return () => {
      cancelAnimationFrame(frame)
      resized.disconnect()
      watched.removeEventListener('scroll', soon)
    }
  }, [element])
  return shown
}
