/** The picture behind the scrubber. Painted when the trace, the stretch, the size or the theme changes, not at a step. */
import { memo, useEffect, useRef } from 'react'
import { useTheme } from '../theme/theme'
import { paint, paintMap, type Picture } from './paint'

interface Props extends Picture {
  /** CSS pixels. */
  width: number
}

export const Ticks = memo(function Ticks({ width, ticks, span, stops, mine }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme(({ theme }) => theme)
  useEffect(() => {
    if (canvas.current) paint(canvas.current, width, { ticks, span, stops, mine })
  }, [width, theme, ticks, span, stops, mine])
  return <canvas className="ticks" ref={canvas} aria-hidden="true" />
})

export const MapTicks = memo(function MapTicks({ width, ticks }: { width: number; ticks: Uint8Array }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme(({ theme }) => theme)
  useEffect(() => {
    if (canvas.current) paintMap(canvas.current, width, ticks)
  }, [width, theme, ticks])
  return <canvas ref={canvas} aria-hidden="true" />
})
