/** The stretch on show: what was zoomed to, as far as this run has it; it moves along when the playhead leaves it. */
import { useEffect, useMemo } from 'react'
import { fitted, showing, useZoom, type Span } from './zoom'

export function useSpan(length: number, playhead: number): { span: Span; zoomed: boolean } {
  const asked = useZoom(({ span }) => span)
  const show = useZoom(({ show }) => show)
  const from = asked?.from ?? 0
  const to = asked?.to ?? length
  const span = useMemo(() => fitted({ from, to }, length), [from, to, length])

  useEffect(() => {
    const { span: now } = useZoom.getState()
    if (!now) return
    const next = showing(now, playhead)
    if (next.from !== now.from) show(next)
  }, [playhead, show])

  return { span, zoomed: asked !== null && span.to - span.from < length }
}
