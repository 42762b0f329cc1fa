/** Which sets rules speak of. */
import type { Rule, RuleError, Ruleset } from './ruleset'
import { tokenize } from './tokens'

/** Names of the sets that a rule speaks of, once for each time. */
export function setsOfRule({ matches, target }: Pick<Rule, 'matches' | 'target'>): string[] {
  const refs = matches.map((m) => (m.kind === 'set' ? m.set : undefined))
  if (target?.kind === 'SET') refs.push(target.add, target.del, target.map)
  return refs.flatMap((ref) => (ref ? [ref.name] : []))
}

/** Likewise those of a rule set, each with the line of the rule. */
export const setsNamed = ({ tables }: Ruleset): { name: string; line: number }[] =>
  tables.flatMap(({ chains }) =>
    chains.flatMap(({ rules }) => rules.flatMap((rule) => setsOfRule(rule).map((name) => ({ name, line: rule.line })))),
  )

/** What `complaint` says of the sets that the rules of `text` name, each where it is named. */
export const setErrors = (text: string, ruleset: Ruleset, complaint: (name: string) => string | null): RuleError[] =>
  setsNamed(ruleset).flatMap(({ name, line }) => {
    const message = complaint(name)
    if (message === null) return []
    const missing = message.startsWith('Set ')
    const expected = missing ? 'its `ipset save` lines before the tables' : 'a set of family inet'
    const words = tokenize(text.split('\n')[line - 1])
    const { column, length } =
      words.find((word, i) => word.text === name && words[i - 1]?.text.endsWith('-set')) ?? words[0]
    return { line, column, length, message, expected }
  })

/** Where the text stands for itself: sets that it names and does not make. */
export function missingSets(text: string, ruleset: Ruleset): RuleError[] {
  const made = new Set(ruleset.sets?.map((line) => tokenize(line.text)[1].text))
  return setErrors(text, ruleset, (name) => (made.has(name) ? null : `Set ${name} doesn't exist.`))
}
