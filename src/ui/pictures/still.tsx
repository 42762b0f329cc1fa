/** One picture of what is on the page now. */
import { arrow } from '../../explain/tuple'
import { explain } from '../../explain/explain'
import { StateChart } from '../statechart/StateChart'
import { entryInView } from '../statechart/life'
import { useScope } from '../store/store'
import type { Theme } from '../theme/theme'
import { fileName } from './fileName'
import { photo, type Said } from './photo'
import { plainSvg } from './plain'
import { pngOf } from './raster'
import { StageScene } from './scenes'
import { openStudio, type Size } from './studio'
import { WholeLadder } from './WholeLadder'
import { words } from './words'

export const SUBJECTS = ['stage', 'ladder', 'chart'] as const
export type Subject = (typeof SUBJECTS)[number]

export type Ending = 'svg' | 'png'

interface Still {
  blob: Blob
  name: string
}

/** Wide enough for a drawing to choose its own width, as on a screen of that size. */
const SHEET: Size = { width: 1400, height: 800 }

export async function still(subject: Subject, ending: Ending, theme: Theme): Promise<Still> {
  const { svg, size } = subject === 'stage' ? await stage(theme) : await drawing(subject, theme)
  const { run, playhead } = useScope.getState()
  const steps = subject === 'ladder' ? [] : [playhead]
  return {
    blob: ending === 'png' ? await pngOf(svg, size) : new Blob([svg], { type: 'image/svg+xml' }),
    name: fileName({ scenario: run.scenario.title, steps, what: words.slugs[subject], ending }),
  }
}

const within = (n: number, least: number, most: number) => Math.round(Math.max(least, Math.min(n, most)))

/** As large as the stage on screen, and large enough for all realms side by side. */
export function stageSize(): Size {
  const box = document.querySelector('.app .stage')?.getBoundingClientRect()
  return { width: within(box?.width ?? 0, 1200, 1600), height: within(box?.height ?? 0, 680, 1000) }
}

async function stage(theme: Theme) {
  const size = stageSize()
  const studio = await openStudio(<StageScene />, size, theme)
  try {
    return { svg: photo(studio, size, saidNow()), size }
  } finally {
    studio.close()
  }
}

/** What is drawn as SVG on the page stays a drawing: no HTML in it. */
async function drawing(subject: 'ladder' | 'chart', theme: Theme) {
  const studio = await openStudio(subject === 'ladder' ? <WholeLadder /> : <StateChart />, SHEET, theme)
  try {
    const found = studio.page.querySelector<SVGSVGElement>('svg')
    if (!found) throw new Error(words.nothing[subject])
    return plainSvg(found, subject === 'ladder' ? saidOfLadder() : saidOfChart())
  } finally {
    studio.close()
  }
}

function saidNow(): Said {
  const { run, trace, playhead, view, before } = useScope.getState()
  const event = trace[playhead - 1]
  const told = event && explain(event, before, view, run.scenario)
  return {
    title: `${run.scenario.title}, ${words.step(playhead, trace.length)}`,
    desc: told?.sentence ?? run.scenario.lead,
  }
}

function saidOfLadder(): Said {
  const { run, trace } = useScope.getState()
  return { title: run.scenario.title, desc: words.ladderDesc(trace.length) }
}

function saidOfChart(): Said {
  const { run, trace, playhead } = useScope.getState()
  const tuple = entryNow()
  return {
    title: run.scenario.title,
    desc: `${words.chartDesc(tuple ?? '')}, ${words.step(playhead, trace.length)}`,
  }
}

/** The connection that the state chart is about, or null while there is none. */
export function entryNow(): string | null {
  const { trace, view, selection } = useScope.getState()
  const found = entryInView(trace, view.n, selection, view.focus)
  if (!found) return null
  for (const event of trace)
    if (event.kind === 'ct-new' && event.node === found.node && event.entry.id === found.entry)
      return arrow(event.entry.original)
  return null
}
