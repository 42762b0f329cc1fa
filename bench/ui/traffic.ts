/** How fast the engine is in the page's worker, with the page at work beside it. */
import { count, type Line, line } from '../report'
import { close, median, open, press, tab, type Place } from './page'

const RUNS = 3

/** The Traffic tab as it opens: 100,000 conversations, as fast as they go. */
export async function traffic(place: Place): Promise<Line[]> {
  const paces: number[] = []
  let packets = 0
  for (let i = 0; i < RUNS; i++) {
    const page = await open(place)
    await tab(page, 'Traffic')
    await press(page, 'Run traffic')
    await page.waitForFunction(() => window.watch.heard.at(-1)?.done, undefined, { timeout: 120_000 })
    const heard = await page.evaluate(() => window.watch.heard)
    await close(page)
    const [first, last] = [heard[0], heard.at(-1)!]
    paces.push((last.packets - first.packets) / ((last.at - first.at) / 1000))
    packets = last.packets
  }
  const pace = median(paces)
  return [
    line(
      `the engine in the worker: 100,000 conversations, ${count(packets)} packets, with the table on the page`,
      `${count(pace)} packets/s`,
      '≥ 100,000',
      pace >= 100_000,
    ),
  ]
}
