/** Frames while packets fly, with all that can go on beside them, and on a slow processor. */
import type { Page } from '@playwright/test'
import { count, type Line, line } from '../report'
import { close, idle, median, open, part, press, tab, type Place } from './page'
import { crowd, ROWS } from './runs'

const RUNS = 5
const RUN_MS = 4_000
/** Packets a second of the engine beside it. */
const PACE = 100_000
/** A key held down: hop after hop, so that packets hardly ever rest. */
const HOP_MS = 250

const hops = (page: Page) =>
  page.evaluate((every) => {
    const key = { key: 'ArrowRight', shiftKey: true, bubbles: true, cancelable: true }
    setInterval(() => document.body.dispatchEvent(new KeyboardEvent('keydown', key)), every)
  }, HOP_MS)

const flying = (page: Page) => page.locator('[data-mite], [data-pkt]').count()

/** Each run's frames, one run after the other. */
async function runs(page: Page) {
  const all = []
  for (let i = 0; i < RUNS; i++) all.push(await page.evaluate((ms) => window.watch.frames(ms), RUN_MS))
  return all
}

/** Packets in flight, a full table at ten snapshots a second, and the engine that makes them. */
export async function everything(place: Place): Promise<Line[]> {
  const page = await open(place, crowd(200))
  await page.evaluate((pace) => (window.watch.pace = pace), PACE)
  await tab(page, 'Traffic')
  await press(page, 'Run traffic')
  await tab(page, 'Conntrack')
  await page.waitForFunction((rows) => window.watch.heard.at(-1)?.rows === rows, ROWS)
  await hops(page)
  await page.waitForTimeout(1_000)
  const packets = await flying(page)
  const from = await page.evaluate(() => window.watch.heard.length)
  const seen = await runs(page)
  const nodes = await page.getByRole('table', { name: 'Conntrack' }).locator('*').count()
  const heard = await page.evaluate((first) => window.watch.heard.slice(first), from)
  await close(page)

  const p99 = median(seen.map(({ gaps }) => part(gaps, 0.99)))
  const tasks = seen.flatMap((run) => run.tasks)
  const [first, last] = [heard[0], heard.at(-1)!]
  const seconds = (last.at - first.at) / 1000
  const pace = (last.packets - first.packets) / seconds
  const rate = (heard.length - 1) / seconds
  const took = median(heard.map((one) => one.took))
  const also = `${packets} packets in flight, ${count(last.rows)} rows at ${rate.toFixed(1)} Hz, ${count(pace)} packets/s`
  return [
    line(`${also}: p99 of a frame`, `${p99.toFixed(1)} ms`, '≤ 17 ms', p99 <= 17),
    line(
      `the same: tasks of 50 ms and more in ${(RUNS * RUN_MS) / 1000} s`,
      longest(tasks),
      'none',
      tasks.length === 0,
    ),
    line('the same: elements of the table', count(nodes), '≤ 400', nodes <= 400),
    line(
      `a snapshot of ${count(last.rows)} rows, from the message to the page's state`,
      `${took.toFixed(2)} ms`,
      '≤ 0.5 ms',
      took <= 0.5,
    ),
  ]
}

const longest = (tasks: readonly number[]): string =>
  tasks.length === 0 ? 'none' : `${tasks.length}, up to ${Math.max(...tasks).toFixed(0)} ms`

/** Playing at its fastest, on a processor of a quarter of the speed. */
export async function slow(place: Place): Promise<Line[]> {
  const page = await open(place, crowd(50))
  const packets = await flying(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('4')
  await press(page, 'Play')
  await page.waitForTimeout(500)
  const seen = await runs(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await press(page, 'Pause')
  await idle(page)
  await close(page)
  const fps = median(seen.map(({ gaps }) => (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0)))
  return [
    line(
      `playing at 4×, ${packets} packets in flight, a processor 4× slower`,
      `${fps.toFixed(0)} fps`,
      '≥ 55 fps',
      fps >= 55,
    ),
  ]
}
