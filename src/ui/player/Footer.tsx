/** The player's row: restart, back, play, step, the timeline, the clock, the speed. */
import { useEffect } from 'react'
import { useShell } from '../app/shell'
import { useScope } from '../store/store'
import { text } from '../text/text'
import { travel } from '../text/travel'
import { clock } from '../text/time'
import { Timeline } from '../timeline/Timeline'
import './footer.css'
import { useKeys } from './keys'
import { SPEEDS } from './pace'
import { usePlayer, usePlaying, useSpeed } from './player'
import { armIfKept, useStops } from './stops'

export function Footer() {
  const player = usePlayer()
  const playing = usePlaying()
  const speed = useSpeed()
  const show = useShell((shell) => shell.show)
  const atStart = useScope((scope) => scope.playhead === 0)
  const atEnd = useScope((scope) => scope.done && scope.playhead >= scope.trace.length)
  useKeys()

  return (
    <footer className="footer" aria-label={text.player.label}>
      <div className="footer-buttons">
        <button
          type="button"
          className="btn icon"
          aria-label={text.player.restart}
          title={text.player.restart}
          aria-disabled={atStart}
          onClick={() => player.send({ type: 'restart' })}
        >
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d="M3 2.5v11M13.5 2.8 6 8l7.5 5.2Z"
              fill="currentColor"
              stroke="currentColor"
              strokeWidth="1.6"
              strokeLinejoin="round"
            />
          </svg>
        </button>
        <button type="button" className="btn" aria-disabled={atStart} onClick={() => player.send({ type: 'back' })}>
          <span aria-hidden="true">←</span>
          <span className="footer-word">{text.player.back}</span>
        </button>
        <button
          type="button"
          className="footer-play"
          aria-label={playing ? text.player.pause : text.player.play}
          title={playing ? text.player.pause : text.player.play}
          onClick={() => player.send({ type: 'toggle' })}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={playing ? 'M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z' : 'M4.5 2.3v11.4L13.8 8Z'} fill="currentColor" />
          </svg>
        </button>
        <button
          type="button"
          className="btn go footer-step"
          data-first={atStart || undefined}
          aria-disabled={atEnd}
          onClick={() => player.send({ type: 'step' })}
        >
          {text.player.step}
          <span aria-hidden="true">→</span>
        </button>
      </div>
      <Timeline />
      <Clock />
      <div className="footer-more">
        <select
          className="btn"
          aria-label={text.player.speed}
          value={speed}
          onChange={(event) => player.send({ type: 'speed', times: Number(event.target.value) })}
        >
          {SPEEDS.map((times) => (
            <option key={times} value={times}>
              {times}×
            </option>
          ))}
        </select>
        <Breakpoints />
        <button
          type="button"
          className="btn icon"
          aria-label={text.player.help}
          title={text.player.help}
          aria-haspopup="dialog"
          onClick={() => show({ dialog: 'help' })}
        >
          ?
        </button>
      </div>
    </footer>
  )
}

function Breakpoints() {
  const on = useStops((stops) => stops.on)
  const scenario = useScope((scope) => scope.run.scenario.id)
  const show = useShell((shell) => shell.show)
  useEffect(armIfKept, [scenario])
  const name = on > 0 ? travel.breakpointsOn(on) : travel.breakpoints
  return (
    <button
      type="button"
      className="btn icon footer-stops"
      data-on={on > 0 || undefined}
      aria-label={name}
      title={name}
      aria-haspopup="dialog"
      onClick={() => show({ dialog: 'breakpoints' })}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="5.5" />
      </svg>
    </button>
  )
}

function Clock() {
  const t = useScope((scope) => scope.view.t)
  const playhead = useScope((scope) => scope.playhead)
  const length = useScope((scope) => scope.trace.length)
  return (
    <div className="footer-clock mono">
      <span>t {clock(t)}</span>
      <span className="footer-count">{text.player.event(playhead, length)}</span>
    </div>
  )
}
