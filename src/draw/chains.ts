/** Every chain of a rule set in reading order: by hook, at each hook by priority; then the user's, by table, each once. */
import type { Hook, RuleRef, TableName } from '../model/trace'
import type { Chain, Ruleset } from '../rules/ruleset'
import { HOOKS, stationsAt } from './road'

export interface ChainPlace {
  table: TableName
  chain: Chain
  /** Rules that jump or go to it; empty for a built-in chain, and for one that nothing leads to. */
  callers: RuleRef[]
}

export interface Shelf {
  /** The hook that its chains hang on, or the table whose user made them. */
  hook?: Hook
  table?: TableName
  places: ChainPlace[]
}

/** Rule sets never change: each is put on its shelves once. */
const made = new WeakMap<Ruleset, Shelf[]>()

export function shelvesOf(ruleset: Ruleset | null): Shelf[] {
  if (!ruleset) return []
  const shelves = made.get(ruleset) ?? shelve(ruleset)
  made.set(ruleset, shelves)
  return shelves
}

function shelve(ruleset: Ruleset): Shelf[] {
  const { tables } = ruleset
  const shelves: Shelf[] = HOOKS.map((hook) => ({
    hook,
    places: stationsAt(hook).flatMap((station) => {
      const table = tables.find(({ name }) => name === station)
      const chain = table?.chains.find(({ name, policy }) => name === hook && policy !== null)
      return table && chain ? [{ table: table.name as TableName, chain, callers: [] }] : []
    }),
  }))
  const callers = callersOf(ruleset)
  const own: Shelf[] = tables.map(({ name, chains }) => ({
    table: name as TableName,
    places: chains
      .filter(({ policy }) => policy === null)
      .map((chain) => ({ table: name as TableName, chain, callers: callers.get(`${name}/${chain.name}`) ?? [] })),
  }))
  return [...shelves, ...own].filter(({ places }) => places.length > 0)
}

/** By "table/chain", the rules whose target it is. */
function callersOf(ruleset: Ruleset): Map<string, RuleRef[]> {
  const found = new Map<string, RuleRef[]>()
  for (const { name, chains } of ruleset.tables)
    for (const chain of chains)
      for (const [i, { target }] of chain.rules.entries()) {
        if (target?.kind !== 'jump' && target?.kind !== 'goto') continue
        const key = `${name}/${target.chain}`
        const ref = { table: name as TableName, chain: chain.name, rule: i + 1 }
        const others = found.get(key)
        if (others) others.push(ref)
        else found.set(key, [ref])
      }
  return found
}
