/** A run from one moment to another as a film: a frame per event with something to see. */
import { createElement } from 'react'
import { framesOf } from '../../draw/frames'
import { applyEvent } from '../../model/fold'
import { beat } from '../player/pace'
import { useScope } from '../store/store'
import type { Theme } from '../theme/theme'
import { fileName } from './fileName'
import { photo } from './photo'
import { draw } from './raster'
import { recorder, type Format } from './recorders'
import { FilmScene } from './scenes'
import { openStudio, type Size } from './studio'
import { words } from './words'

/** More make a file that nobody sends on. */
export const MOST = 400
export const FRAME: Size = { width: 1280, height: 800 }
/** The last frame stands so much longer, in milliseconds, before a film begins anew. */
const REST = 2_000

export interface Wanted {
  /** Playheads. */
  from: number
  to: number
  format: Format
  theme: Theme
  /** Frames stand as long as when playing at this speed. */
  speed: number
}

interface Made {
  blob: Blob
  name: string
  frames: number
  left: number
}

/** The page is not touched: the run is folded anew, beside it. Null when it was called off. */
export async function film(wanted: Wanted, progress: (done: number) => void, off: AbortSignal): Promise<Made | null> {
  const { trace, run, viewAt } = useScope.getState()
  const { from, to, format, theme, speed } = wanted
  const { places, left } = framesOf(trace, from, to, MOST)
  let view = viewAt(places[0])
  let before = viewAt(Math.max(0, places[0] - 1))
  const canvas = document.createElement('canvas')
  const studio = await openStudio(createElement(FilmScene), FRAME, theme)
  const reel = await recorder(format, canvas, FRAME).catch((why: unknown) => {
    studio.close()
    throw why
  })
  try {
    for (const [i, place] of places.entries()) {
      while (view.n < place) {
        before = view
        view = applyEvent(view, trace[view.n])
      }
      await studio.turn(before, view)
      if (off.aborted) return null
      const svg = photo(studio, FRAME, {
        title: run.scenario.title,
        desc: words.step(place, trace.length),
      })
      await draw(svg, FRAME, 1, canvas)
      await reel.add(beat(trace[place - 1]) / speed + (i === places.length - 1 ? REST : 0))
      if (off.aborted) return null
      progress(i + 1)
    }
    const name = fileName({
      scenario: run.scenario.title,
      steps: [places[0], places.at(-1) ?? places[0]],
      what: words.slugs.film,
      ending: format,
    })
    return { blob: await reel.finish(), name, frames: places.length, left }
  } finally {
    reel.close()
    studio.close()
  }
}
