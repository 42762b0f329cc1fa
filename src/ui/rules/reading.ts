/** Reads a rule set as typed; the parser comes beside the editor. */
import { laterToo } from '../app/later'
import type { NotModelled } from '../../rules/modelled'
import type { RuleError } from '../../rules/ruleset'
import { strangersIn, type Stranger } from './interfaces'

export interface Reading {
  errors: readonly RuleError[]
  /** Parts that are kept as text and do nothing here. Empty while there are errors. */
  unknown: readonly NotModelled[]
  strangers: readonly Stranger[]
}

const parser = laterToo(() => import('./parser'))

/** `own` are the interfaces of the machine. */
export async function reading(text: string, own: readonly string[]): Promise<Reading> {
  const { missingSets, notModelled, parseRuleset } = await parser()
  const read = parseRuleset(text)
  const errors = read.ok ? missingSets(text, read.ruleset) : read.errors
  if (!read.ok || errors.length > 0) return { errors, unknown: [], strangers: [] }
  return { errors, unknown: notModelled(read.ruleset), strangers: strangersIn(read.ruleset, own) }
}
