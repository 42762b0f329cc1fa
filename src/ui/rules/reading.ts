/** Reads a rule set as typed; the parser comes beside the editor. */
import { laterToo } from '../app/later'
import type { NotModelled } from '../../rules/modelled'
import type { RuleError } from '../../rules/ruleset'

export interface Reading {
  errors: readonly RuleError[]
  /** Parts that are kept as text and do nothing here. Empty while there are errors. */
  unknown: readonly NotModelled[]
}

const parser = laterToo(() => import('./parser'))

export async function reading(text: string): Promise<Reading> {
  const { missingSets, notModelled, parseRuleset } = await parser()
  const read = parseRuleset(text)
  const errors = read.ok ? missingSets(text, read.ruleset) : read.errors
  return { errors, unknown: read.ok && errors.length === 0 ? notModelled(read.ruleset) : [] }
}
