/**
 * The chains of a table, by name. kube-proxy makes thousands, and each line of its text names one or two: looked for one by
 * one, a text of n lines would cost n².
 */
import type { Chain, Table } from './ruleset'

/** Of each list of chains that was asked for one. A list that grew elsewhere is looked through anew. */
const known = new WeakMap<readonly Chain[], Map<string, Chain>>()

function byName(chains: readonly Chain[]): Map<string, Chain> {
  const found = known.get(chains)
  if (found?.size === chains.length) return found
  const made = new Map(chains.map((chain) => [chain.name, chain]))
  known.set(chains, made)
  return made
}

/** Whoever renames a chain gives the table another list. */
export const chainOf = ({ chains }: Table, name: string): Chain | undefined => byName(chains).get(name)

/** Names that can be asked for, and counted off where one was mistyped. */
export interface Names extends Iterable<string> {
  has(name: string): boolean
}

export const namesOf = (table: Table): Names => ({
  has: (name) => chainOf(table, name) !== undefined,
  [Symbol.iterator]: () => byName(table.chains).keys(),
})

/** Puts a chain of one's own, whose name is new, in its place by name, behind the built-in ones. */
export function addChain({ chains }: Table, chain: Chain): void {
  const named = byName(chains)
  const first = chains.findIndex((c) => c.policy === null)
  let [from, to] = [first < 0 ? chains.length : first, chains.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (chains[middle].name < chain.name) from = middle + 1
    else to = middle
  }
  chains.splice(from, 0, chain)
  named.set(chain.name, chain)
}

/** Built-in chains in the order of their hooks; then the user's, by name. */
export function sortChains(table: Table): void {
  const own = table.chains.filter((c) => c.policy === null).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  table.chains = [...table.chains.filter((c) => c.policy !== null), ...own]
}
