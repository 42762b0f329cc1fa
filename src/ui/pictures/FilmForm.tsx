/** From which event to which, in what format and at what pace; then how far it has come. */
import { useEffect, useState, type FormEvent } from 'react'
import { framesOf } from '../../draw/frames'
import { beat, packetEnd, SPEEDS } from '../player/pace'
import { Segmented } from '../segmented/Segmented'
import { useScope } from '../store/store'
import type { Theme } from '../theme/theme'
import { FRAME, MOST } from './film'
import { useJob } from './job'
import { filmsIn, FORMATS, type Format } from './recorders'
import { words } from './words'

interface Span {
  from: number
  to: number
}

const PACES = SPEEDS.map((speed) => ({ id: `${speed}`, name: `${speed}×` }))

/** From the playhead to the end of the packet that is followed; the whole run where there is none to follow. */
function packetNow(): Span | null {
  const { trace, playhead, selection, view } = useScope.getState()
  const to = packetEnd(trace, playhead, 1, selection.pkt ?? view.focus.pkt)
  return to > playhead ? { from: playhead, to } : null
}

export function FilmForm({ theme }: { theme: Theme }) {
  const trace = useScope((scope) => scope.trace)
  const last = trace.length
  const { busy, told, start, cancel } = useJob()
  const own = packetNow()
  const [{ from, to }, span] = useState<Span>(own ?? { from: 0, to: last })
  const [format, choose] = useState<Format>('gif')
  const [pace, setPace] = useState('1')
  const [formats, offer] = useState<readonly Format[]>(FORMATS)
  useEffect(() => void filmsIn(FRAME).then(offer), [])

  const fits = from >= 0 && to <= last && from < to
  const { places, left } = framesOf(trace, from, to, MOST)
  const seconds = places.reduce((sum, place) => sum + beat(trace[place - 1]), 0) / Number(pace) / 1000

  function submit(event: FormEvent) {
    event.preventDefault()
    if (fits) void start({ from, to, format, theme, speed: Number(pace) }, places.length)
  }
  const place = (value: number, put: (n: number) => void, name: string) => (
    <label>
      {name}
      <input
        className="field"
        type="number"
        required
        min={0}
        max={last}
        value={Number.isNaN(value) ? '' : value}
        onChange={({ target }) => put(target.valueAsNumber)}
        // The player's keys are arrows too.
        onKeyDown={(event) => event.key.startsWith('Arrow') && event.stopPropagation()}
      />
    </label>
  )

  return (
    <form className="pictures-form" onSubmit={submit} aria-label={words.film}>
      <h3>{words.film}</h3>
      <div className="pictures-span">
        {place(from, (n) => span({ from: n, to }), words.from)}
        {place(to, (n) => span({ from, to: n }), words.to)}
        {own && (
          <button type="button" className="btn" title={words.packetHint} onClick={() => span(own)}>
            {words.packet}
          </button>
        )}
        <button type="button" className="btn" onClick={() => span({ from: 0, to: last })}>
          {words.run}
        </button>
      </div>
      <div className="pictures-row">
        <div>
          <span aria-hidden="true">{words.format}</span>
          <Segmented
            label={words.format}
            options={formats.map((id) => ({ id, name: words.formats[id] }))}
            chosen={format}
            onChoose={(id: Format) => choose(id)}
          />
        </div>
        <div>
          <span aria-hidden="true">{words.pace}</span>
          <Segmented label={words.pace} options={PACES} chosen={pace} onChoose={setPace} />
        </div>
      </div>
      {formats.length < FORMATS.length && <p className="pictures-note">{words.noWebm}</p>}
      <p className="pictures-note">
        {fits ? words.frames(places.length, seconds) : words.backwards(last)}
        {fits && left > 0 && <span className="pictures-cut"> {words.tooMany(MOST, left)}</span>}
      </p>
      {busy ? (
        <div className="pictures-busy">
          <progress aria-label={words.progress} max={busy.of} value={busy.done} />
          <span>{words.making(busy.done, busy.of)}</span>
          <button type="button" className="btn" onClick={cancel}>
            {words.cancel}
          </button>
        </div>
      ) : (
        <button type="submit" className="btn go" aria-disabled={!fits}>
          {words.make}
        </button>
      )}
      <p className="pictures-told" role={told?.kind === 'error' ? 'alert' : 'status'} data-kind={told?.kind}>
        {busy ? words.goesOn : told?.text}
      </p>
    </form>
  )
}
