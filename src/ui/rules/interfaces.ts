/** Interfaces that rules name and the machine does not have: rules of another machine, pasted here, are about other packets then. */
import type { Ruleset } from '../../rules/ruleset'

export interface Stranger {
  /** Of the text, from 1. */
  line: number
  name: string
}

/** "eth+" is known where any interface begins with "eth". */
export function strangersIn({ tables }: Ruleset, own: readonly string[]): Stranger[] {
  const known = (name: string) =>
    name === 'lo' || own.some((has) => (name.endsWith('+') ? has.startsWith(name.slice(0, -1)) : has === name))
  return tables.flatMap(({ chains }) =>
    chains.flatMap(({ rules }) =>
      rules.flatMap(({ matches, line }) =>
        matches.flatMap((m) =>
          (m.kind === 'in' || m.kind === 'out') && !known(m.name) ? [{ line, name: m.name }] : [],
        ),
      ),
    ),
  )
}
