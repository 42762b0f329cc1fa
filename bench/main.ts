/** What `npm run bench` runs: each group of figures that was named, or all. */
import { established } from './established'
import { expiry } from './expiry'
import { flows } from './flows'
import { kernel } from './kernel'
import { kubeProxy } from './kube-proxy'
import { machine } from './machine'
import { memory } from './memory'
import { HEAD, type Line, row } from './report'
import { rules } from './rules'
import { trace } from './trace'

const GROUPS: Readonly<Record<string, () => Line[] | Promise<Line[]>>> = {
  established,
  kernel,
  flows,
  memory,
  expiry,
  machine,
  rules,
  'kube-proxy': kubeProxy,
  trace,
}

/** Prints a table in Markdown, each group's lines as soon as they are there. Throws on a name that is none. */
export async function main(names: readonly string[], print: (text: string) => void): Promise<void> {
  const unknown = names.find((name) => !(name in GROUPS))
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is none of ${Object.keys(GROUPS).join(', ')}`)
  HEAD.forEach(print)
  for (const name of names.length > 0 ? names : Object.keys(GROUPS)) (await GROUPS[name]()).map(row).forEach(print)
}
