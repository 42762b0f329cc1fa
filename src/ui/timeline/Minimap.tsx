/** The whole run in a strip, with the stretch on show. Dragging moves it; the keys move it with the playhead. */
import type { PointerEvent } from 'react'
import { useScope } from '../store/store'
import { travel } from '../text/travel'
import { MapTicks } from './Ticks'
import { fitted, useZoom, type Span } from './zoom'

interface Props {
  ticks: Uint8Array
  span: Span
  width: number
}

export function Minimap({ ticks, span, width }: Props) {
  const playhead = useScope((scope) => scope.playhead)
  const show = useZoom(({ show }) => show)
  const length = Math.max(1, ticks.length)

  function drag(event: PointerEvent<HTMLDivElement>) {
    // Not the scrubber's.
    event.stopPropagation()
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { left } = event.currentTarget.getBoundingClientRect()
    const middle = ((event.clientX - left) / Math.max(1, width)) * length
    const half = (span.to - span.from) / 2
    show(fitted({ from: middle - half, to: middle + half }, length))
  }

  const part = (place: number) => `${(100 * place) / length}%`
  return (
    <div className="timeline-map" style={{ width }} title={travel.window} onPointerDown={drag} onPointerMove={drag}>
      <MapTicks width={width} ticks={ticks} />
      <i className="timeline-map-span" style={{ left: part(span.from), width: part(span.to - span.from) }} />
      <i className="timeline-map-now" style={{ left: part(playhead) }} />
    </div>
  )
}
