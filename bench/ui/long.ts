/** A long run: steps at its end, seeks anywhere, and what going to and fro leaves in memory. */
import type { Page } from '@playwright/test'
import { count, type Line, line } from '../report'
import { close, idle, median, open, part, type Place } from './page'
import { long } from './runs'

const EVENTS = 100_000
const STEPS = 60
const SEEKS = 60
/** To the end and back; the first one still fills what is made once. */
const TOURS = 6

export async function longRun(place: Place): Promise<Line[]> {
  const run = long(EVENTS)
  const page = await open(place, run.where)
  const length = Number(await timeline(page).getAttribute('max'))
  if (length !== run.events) throw new Error(`the page has ${length} events, not ${run.events}`)
  const step = await steps(page, run.events)
  const seek = await seeks(page, run.events)
  const heaps: number[] = []
  for (let i = 0; i < TOURS; i++) {
    await tour(page, run.events)
    heaps.push(await heap(page))
  }
  await close(page)
  const [before, after] = [heaps[1], heaps[TOURS - 1]]
  const more = (after - before) / before
  const in100 = `a run of ${count(run.events)} events`
  return [
    line(`a step at the end of ${in100}, till it is drawn`, both(step), '≤ 50 ms', part(step, 0.95) <= 50),
    line(`a seek anywhere in ${in100}, till it is drawn`, both(seek), '≤ 200 ms', part(seek, 0.95) <= 200),
    line(
      `memory of the page with ${in100}: to the end and back twice, ${TOURS} times`,
      `${mb(before)}, ${mb(after)}`,
      'no more than 5% apart',
      more <= 0.05,
    ),
    line('the same: bytes an event, with the page itself', `${count(after / run.events)} B`),
  ]
}

const both = (times: readonly number[]): string =>
  `${median(times).toFixed(0)} ms, p95 ${part(times, 0.95).toFixed(0)} ms`
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** By the keyboard, there and back around the end. */
async function steps(page: Page, end: number): Promise<number[]> {
  await seekTo(page, end - STEPS)
  await idle(page)
  return page.evaluate(async (times) => {
    const took = []
    for (let i = 0; i < times; i++) {
      const key = { key: i % 3 === 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true, cancelable: true }
      took.push(await window.watch.drawn(() => document.body.dispatchEvent(new KeyboardEvent('keydown', key))))
      await window.natscope?.whenIdle()
    }
    return took
  }, STEPS)
}

async function seeks(page: Page, end: number): Promise<number[]> {
  const took = []
  // The golden ratio's multiples: spread evenly, never near the last one.
  for (let i = 1; i <= SEEKS; i++) took.push(await seekTo(page, Math.floor(((i * 0.618_034) % 1) * end)))
  return took
}

const timeline = (page: Page) => page.getByRole('slider', { name: 'Timeline' })

/** On the scrubber, as its own arrow keys or a drag would set it. */
const seekTo = (page: Page, to: number): Promise<number> =>
  timeline(page).evaluate(
    (range, place) =>
      window.watch.drawn(() => {
        // React listens to the setter of the element itself.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(range, String(place))
        range.dispatchEvent(new Event('input', { bubbles: true }))
      }),
    to,
  )

const STOPS = 100

async function tour(page: Page, end: number): Promise<void> {
  for (let i = 0; i <= STOPS; i++) await seekTo(page, Math.floor((i / STOPS) * end))
  for (let i = STOPS; i >= 0; i--) await seekTo(page, Math.floor((i / STOPS) * end))
  await idle(page)
}

/** After the garbage is gone. */
async function heap(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize
}
