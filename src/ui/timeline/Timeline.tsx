/** The scrubber: a real range input, and over it a picture of the trace that can be zoomed. */
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { laterWith } from '../app/later'
import { usePlayer } from '../player/player'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { travel } from '../text/travel'
import { clock } from '../text/time'
import './timeline.css'
import { useSpan } from './useSpan'
import { useWide } from './useWide'
import { useZoom } from './zoom'

const Picture = laterWith(async () => (await import('./Picture')).Picture)

/** Half of the thumb: its middle runs from here to the same distance from the other end. */
const INSET = 9

export function Timeline() {
  const player = usePlayer()
  const trace = useScope((scope) => scope.trace)
  const playhead = useScope((scope) => scope.playhead)
  const t = useScope((scope) => scope.view.t)
  const place = useRef<HTMLDivElement>(null)
  const range = useRef<HTMLInputElement>(null)
  const width = useWide(place) - 2 * INSET
  const length = trace.length
  const { span, zoomed } = useSpan(length, playhead)
  const zoom = useZoom(({ by }) => by)
  const [over, setOver] = useState<number | null>(null)
  const [focused, setFocused] = useState(false)

  const at = (clientX: number): number => {
    const left = place.current?.getBoundingClientRect().left ?? 0
    const part = (clientX - left - INSET) / Math.max(1, width)
    return Math.max(0, Math.min(length, Math.round(span.from + part * (span.to - span.from))))
  }

  // React listens to the wheel passively: the page itself would zoom.
  const wheel = useRef<(event: WheelEvent) => void>(() => {})
  useEffect(() => {
    wheel.current = (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoom(event.deltaY < 0 ? 1 / 1.5 : 1.5, at(event.clientX), length)
    }
  })
  useEffect(() => {
    const listen = (event: WheelEvent) => wheel.current(event)
    const watched = place.current
    watched?.addEventListener('wheel', listen, { passive: false })
    return () => watched?.removeEventListener('wheel', listen)
  }, [])

  function grab(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0 || length === 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    range.current?.focus({ preventScroll: true })
    player.send({ type: 'grab', to: at(event.clientX) })
  }

  const part = (100 * (playhead - span.from)) / (span.to - span.from)
  return (
    <div className="timeline">
      <div
        className="timeline-place"
        ref={place}
        onPointerDown={grab}
        onPointerMove={(event) => {
          setOver(at(event.clientX))
          if (event.currentTarget.hasPointerCapture(event.pointerId))
            player.send({ type: 'grab', to: at(event.clientX) })
        }}
        onLostPointerCapture={() => player.send({ type: 'released' })}
        onPointerLeave={() => setOver(null)}
      >
        <Picture span={span} zoomed={zoomed} width={width} legend={focused ? 'soon' : over === null ? null : 'slow'} />
        <input
          className="timeline-range"
          ref={range}
          type="range"
          aria-label={text.player.timeline}
          aria-valuetext={text.player.at(playhead, length, clock(t))}
          min={0}
          max={Math.max(1, length)}
          step={1}
          value={playhead}
          disabled={length === 0}
          onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
          onBlur={() => setFocused(false)}
          onChange={(event) => player.send({ type: 'seek', to: Number(event.target.value) })}
        />
        <div className="timeline-track" aria-hidden="true">
          <i className="timeline-past" style={{ width: `${Math.max(0, Math.min(100, part))}%` }} />
          {part >= 0 && part <= 100 && <i className="timeline-thumb" style={{ left: `${part}%` }} />}
        </div>
        {over !== null && over > 0 && trace[over - 1] && (
          <span
            className="timeline-tip"
            style={{
              left: `calc(${INSET}px + (100% - ${2 * INSET}px) * ${(over - span.from) / (span.to - span.from)})`,
            }}
            aria-hidden="true"
          >
            <b>{over}</b> {text.kinds[trace[over - 1].kind]} <span className="mono">{clock(trace[over - 1].t)}</span>
          </span>
        )}
      </div>
      <div className="timeline-zoom">
        {([1 / 2, 2] as const).map((factor) => (
          <button
            key={factor}
            type="button"
            className="btn icon"
            aria-label={factor < 1 ? travel.zoomIn : travel.zoomOut}
            title={`${factor < 1 ? travel.zoomIn : travel.zoomOut} · ${travel.zoomHint}`}
            aria-disabled={factor > 1 && !zoomed}
            onClick={() => zoom(factor, playhead, length)}
          >
            {factor < 1 ? '+' : '−'}
          </button>
        ))}
      </div>
    </div>
  )
}
