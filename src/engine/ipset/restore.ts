/** Lines of `ipset save` as sets. A page's worker loads this, and all that reads elements, only when a text has such lines. */
import type { RuleError } from '../../rules/ruleset'
import { tokenize } from '../../rules/tokens'
import { change, create } from './act'
import { SAID, SetFault } from './fault'
import { type MakeSets, type Owner, setsOf } from './sets'

const EXIST: ReadonlySet<string> = new Set(['-!', '-exist', '--exist'])

/** Elements of a set for IPv6 are passed over: no rule here could ask for them. */
export const makeSets: MakeSets = ({ now, random }, lines) => {
  const draft: Owner = { now, random }
  const sets = setsOf(draft)
  const errors: RuleError[] = []
  for (const { text, line } of lines) {
    const [verb, ...tokens] = tokenize(text)
    const words = tokens.map((token) => token.text).filter((word) => !EXIST.has(word))
    const exist = words.length < tokens.length
    try {
      if (verb.text === 'create') create(draft, words, exist)
      else if (sets.get(words[0]).options.family === 'inet') change(draft, 'add', words, exist)
    } catch (error) {
      if (!(error instanceof SetFault)) throw error
      // The name itself is seldom at fault: what comes after it is.
      const { column, length } = tokens[error.message === SAID.noSet ? 0 : 1]
      errors.push({ line, column, length, message: error.message, expected: 'a line of `ipset save`' })
    }
  }
  return { sets: sets.all(), errors }
}
