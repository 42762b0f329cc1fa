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

/** What was read last: the editor, the line under it and Apply ask for the same, and thousands of rules take a while. */
let last: { text: string; own: readonly string[]; read: Reading } | null = null

/** `own` are the interfaces of the machine. */
export async function reading(text: string, own: readonly string[]): Promise<Reading> {
  const known = await parser()
  if (last?.text !== text || last.own !== own) last = { text, own, read: readWith(known, text, own) }
  return last.read
}

type Parser = typeof import('./parser')

function readWith({ missingSets, notModelled, parseRuleset }: Parser, text: string, own: readonly string[]): Reading {
  const read = parseRuleset(text)
  const errors = read.ok ? missingSets(text, read.ruleset) : read.errors
  if (!read.ok || errors.length > 0) return { errors, unknown: [], strangers: [] }
  return { errors, unknown: notModelled(read.ruleset), strangers: strangersIn(read.ruleset, own) }
}
