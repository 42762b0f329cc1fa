/** How long a person looks at nothing. */
import { type Line, line } from '../report'
import { close, median, open, type Place } from './page'

const VISITS = 7

export async function first(place: Place): Promise<Line[]> {
  const paints: number[] = []
  const ready: number[] = []
  for (let i = 0; i < VISITS; i++) {
    const page = await open(place)
    ready.push(await page.evaluate(() => performance.now()))
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN))
    await close(page)
  }
  const all = median(ready)
  return [
    line('cold cache: the first paint', `${median(paints).toFixed(0)} ms`),
    line(
      'cold cache: all of the first view, the run folded, nothing moving',
      `${all.toFixed(0)} ms`,
      '≤ 1,000 ms',
      all <= 1000,
    ),
  ]
}
