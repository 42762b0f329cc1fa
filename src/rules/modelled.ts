/** What of a rule set the engine knows nothing of: kept word for word, never tested, and said plainly. */
import type { Rule, Ruleset } from './ruleset'

export interface NotModelled {
  /** Line of the text, from 1. */
  line: number
  /** "-m cgroup --cgroup 7", as written. */
  text: string
  /** A match that is not modelled never holds; a target that is not lets the packet go on. */
  part: 'match' | 'target'
}

export const notModelled = (ruleset: Ruleset): NotModelled[] =>
  ruleset.tables.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules.flatMap(ofRule)))

function ofRule({ matches, target, line }: Rule): NotModelled[] {
  const found: NotModelled[] = []
  for (const match of matches) if (match.kind === 'unmodelled') found.push({ line, text: match.text, part: 'match' })
  if (target?.kind === 'unmodelled') found.push({ line, text: target.text, part: 'target' })
  return found
}
