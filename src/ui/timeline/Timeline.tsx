/** The scrubber: a real range input over a picture of the trace, one tick per event. */
import { useMemo, useRef, useState, type PointerEvent } from 'react'
import { usePlayer } from '../player/player'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { clock } from '../text/time'
import { Ticks } from './Ticks'
import { ticksOf } from './marks'
import './timeline.css'

/** Half of the thumb: its middle runs from here to the same distance from the other end. */
const INSET = 9

export function Timeline() {
  const player = usePlayer()
  const trace = useScope((scope) => scope.trace)
  const edits = useScope((scope) => scope.run.edits)
  const playhead = useScope((scope) => scope.playhead)
  const t = useScope((scope) => scope.view.t)
  const ticks = useMemo(() => ticksOf(trace, edits), [trace, edits])
  const dragging = useRef(false)
  const [over, setOver] = useState<number | null>(null)
  const length = trace.length

  function hover(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const part = (event.clientX - left - INSET) / (width - 2 * INSET)
    setOver(Math.max(0, Math.min(length, Math.round(part * length))))
  }

  const release = () => {
    if (dragging.current) player.send({ type: 'released' })
    dragging.current = false
  }

  return (
    <div className="timeline" onPointerMove={hover} onPointerLeave={() => setOver(null)}>
      <Ticks ticks={ticks} playhead={playhead} inset={INSET} />
      <input
        className="timeline-range"
        type="range"
        aria-label={text.player.timeline}
        aria-valuetext={text.player.at(playhead, length, clock(t))}
        min={0}
        max={Math.max(1, length)}
        step={1}
        value={playhead}
        disabled={length === 0}
        onPointerDown={() => (dragging.current = true)}
        onPointerUp={release}
        onPointerCancel={release}
        onChange={(event) => {
          const to = Number(event.target.value)
          player.send({ type: dragging.current ? 'grab' : 'seek', to })
        }}
      />
      {over !== null && over > 0 && trace[over - 1] && (
        <span
          className="timeline-tip"
          style={{ left: `calc(${INSET}px + (100% - ${2 * INSET}px) * ${over / length})` }}
          aria-hidden="true"
        >
          <b>{over}</b> {text.kinds[trace[over - 1].kind]} <span className="mono">{clock(trace[over - 1].t)}</span>
        </span>
      )}
    </div>
  )
}
