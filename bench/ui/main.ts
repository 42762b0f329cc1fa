/** What `npm run bench:ui` runs: each group of figures that was named, or all. */
import { loadavg } from 'node:os'
import { HEAD, type Line, row } from '../report'
import { everything, slow } from './crowd'
import { first } from './first'
import { longRun } from './long'
import type { Place } from './page'
import { traffic } from './traffic'

const GROUPS: Readonly<Record<string, (place: Place) => Promise<Line[]>>> = {
  first,
  everything,
  slow,
  long: longRun,
  traffic,
}

/** Prints a table in Markdown, each group's lines as soon as they are there. Throws on a name that is none. */
export async function main(names: readonly string[], place: Place, print: (text: string) => void): Promise<void> {
  const unknown = names.find((name) => !(name in GROUPS))
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is none of ${Object.keys(GROUPS).join(', ')}`)
  print(load('before'))
  HEAD.forEach(print)
  for (const name of names.length > 0 ? names : Object.keys(GROUPS)) (await GROUPS[name](place)).map(row).forEach(print)
  print(load('after'))
}

/** Others on the machine slow all of this down. */
const load = (when: string): string =>
  `\nLoad average ${when}: ${loadavg()
    .map((n) => n.toFixed(1))
    .join(', ')}\n`
