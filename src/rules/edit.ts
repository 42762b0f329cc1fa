/**
 * What the commands of iptables do to a table: `-A -I -R -D -F -Z -N -X -E -P`. They change the table that they are
 * given; rules themselves are never changed, so that the engine knows those that stay. Throws `CannotDo` in iptables' words.
 */
import { addChain, chainOf, sortChains } from './chains'
import { BUILT_IN } from './places'
import { printRule } from './print'
import type { Chain, Rule, Ruleset, Table } from './ruleset'

/** iptables understood the command, and it cannot be done. */
export class CannotDo extends Error {}

const NO_CHAIN = 'No chain/target/match by that name.'
export const NO_RULE = 'Bad rule (does a matching rule exist in that chain?).'

/** A table that nobody has put anything into. */
export const emptyTable = (name: string): Table => ({
  name,
  chains: (BUILT_IN[name] ?? BUILT_IN.filter).map((chain) => ({
    name: chain,
    policy: 'ACCEPT',
    packets: 0,
    bytes: 0,
    uncounted: true,
    rules: [],
  })),
})

/** One that can be edited while the other stays as it is. */
export const copyTable = (table: Table): Table => ({
  ...table,
  chains: table.chains.map((chain) => ({ ...chain, rules: [...chain.rules] })),
})

/** The rule set with this table in it. */
export const withTable = (ruleset: Ruleset, table: Table): Ruleset => ({
  tables: ruleset.tables.some((t) => t.name === table.name)
    ? ruleset.tables.map((t) => (t.name === table.name ? table : t))
    : [...ruleset.tables, table],
})

/** A built-in chain is there for the kernel only once something was done to it. */
export const exists = (chain: Chain): boolean =>
  chain.policy === null || !chain.uncounted || chain.made === true || chain.rules.length > 0 || chain.policy === 'DROP'

/** As it was before anything was done to it. */
const unmake = (chain: Chain): void => void Object.assign(chain, { packets: 0, bytes: 0, uncounted: true, made: false })

const present = (table: Table, name: string): Chain => {
  const chain = chainOf(table, name)
  if (!chain || !exists(chain)) throw new CannotDo(NO_CHAIN)
  return chain
}

/** The chain, made if it is a built-in one that was not there yet. */
const made = (table: Table, name: string): Chain => {
  const chain = chainOf(table, name)
  if (!chain) throw new CannotDo(NO_CHAIN)
  if (chain.policy !== null) chain.made = true
  return chain
}

export const append = (table: Table, chain: string, rules: readonly Rule[]): void =>
  void made(table, chain).rules.push(...rules)

/** `at` counts from 1. Each of several rules goes in at the same place, so that the last comes first. */
export function insert(table: Table, name: string, at: number, rules: readonly Rule[]): void {
  const chain = chainOf(table, name)
  if (!chain) throw new CannotDo(NO_CHAIN)
  if (at > chain.rules.length + 1) throw new CannotDo('Index of insertion too big.')
  made(table, name)
  chain.rules.splice(at - 1, 0, ...rules.toReversed())
}

export function replace(table: Table, name: string, at: number, rule: Rule): void {
  const { rules } = present(table, name)
  if (at > rules.length) throw new CannotDo('Index of replacement too big.')
  rules[at - 1] = rule
}

export function removeAt(table: Table, name: string, at: number): void {
  const chain = present(table, name)
  if (at > chain.rules.length) throw new CannotDo('Index of deletion too big.')
  if (chain.policy !== null) chain.made = true
  chain.rules.splice(at - 1, 1)
}

/** The first rule that says the same; counters do not matter. */
export function remove(table: Table, name: string, rule: Rule): void {
  const at = placeOf(table, name, rule)
  const chain = made(table, name)
  chain.rules.splice(at, 1)
}

/** `-C`. */
export const check = (table: Table, chain: string, rule: Rule): void => void placeOf(table, chain, rule)

function placeOf(table: Table, name: string, rule: Rule): number {
  const text = printRule(rule)
  const at = chainOf(table, name)?.rules.findIndex((r) => printRule(r) === text) ?? -1
  if (at < 0) throw new CannotDo(NO_RULE)
  return at
}

/** Of one chain or, without a name, of all. */
export function flush(table: Table, name: string | null): void {
  if (name === null) for (const chain of table.chains) empty(chain)
  else empty(made(table, name))
}

function empty(chain: Chain): void {
  if (chain.policy !== null && exists(chain)) chain.made = true
  chain.rules = []
}

/** Counters of all chains, of one, or of one rule of one. A built-in chain's policy counts from then on. */
export function zero(table: Table, name: string | null, at = 0): void {
  const chain = at > 0 ? chainOf(table, name!) : undefined
  if (at > 0 && !(chain && exists(chain))) throw new CannotDo(NO_RULE)
  for (const chain of name === null ? table.chains : [present(table, name)]) {
    if (at === 0) {
      if (name !== null || exists(chain)) delete chain.uncounted
      Object.assign(chain, { packets: 0, bytes: 0 })
    }
    chain.rules = chain.rules.map((rule, i) => ((at === 0 ? rule.packets > 0 : at === i + 1) ? renewed(rule) : rule))
  }
}

/** iptables zeroes a rule by putting it there anew: what its matches remember is gone. */
const renewed = (rule: Rule): Rule => ({ ...rule, matches: [...rule.matches], packets: 0, bytes: 0 })

export function newChain(table: Table, name: string): void {
  if (chainOf(table, name)) throw new CannotDo('Chain already exists.')
  addChain(table, { name, policy: null, packets: 0, bytes: 0, rules: [] })
}

/**
 * One chain, or all. The kernel refuses one of one's own that still has rules, or that rules lead to. A built-in one goes
 * where it has no rules and its policy is ACCEPT, with the counters of that.
 */
export function deleteChain(table: Table, name: string | null): void {
  const asked = name === null ? table.chains : [present(table, name)]
  const going = asked.filter((chain) => chain.policy === null)
  for (const chain of asked.filter((c) => c.policy !== null)) {
    if (chain.rules.length === 0 && chain.policy === 'ACCEPT') unmake(chain)
    else if (name !== null) throw new CannotDo('Directory not empty.')
  }
  const jumpedTo = going.length > 0 ? jumps(table) : NONE
  for (const chain of going) {
    if (chain.rules.length > 0 || jumpedTo.has(chain.name)) throw new Busy(chain.name)
  }
  const gone = new Set(going)
  table.chains = table.chains.filter((chain) => !gone.has(chain))
}

/** The kernel's refusal to delete a chain that is in use. */
export class Busy extends Error {
  constructor(chain: string) {
    super(`CHAIN_DEL failed (Device or resource busy): chain ${chain}`)
  }
}

export const ownChains = (table: Table): Chain[] => table.chains.filter((c) => c.policy === null)

const NONE: ReadonlySet<string> = new Set()

/** Names of the chains that rules lead to. */
function jumps(table: Table): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { rules } of table.chains)
    for (const { target: t } of rules) if (t?.kind === 'jump' || t?.kind === 'goto') names.add(t.chain)
  return names
}

/** Rules that lead to the chain follow it. */
export function renameChain(table: Table, from: string, to: string): void {
  if (chainOf(table, to)) throw new CannotDo('File exists.')
  const chain = chainOf(table, from)
  if (!chain || chain.policy !== null) throw new CannotDo(NO_CHAIN)
  chain.name = to
  for (const each of table.chains)
    each.rules = each.rules.map((rule) => {
      const t = rule.target
      return (t?.kind === 'jump' || t?.kind === 'goto') && t.chain === from
        ? { ...rule, target: { ...t, chain: to } }
        : rule
    })
  sortChains(table)
}

export function setPolicy(table: Table, name: string, policy: string): void {
  if (policy !== 'ACCEPT' && policy !== 'DROP') throw new CannotDo('Bad policy name.')
  const chain = chainOf(table, name)
  if (!chain || chain.policy === null) throw new CannotDo('Bad built-in chain name.')
  // The kernel counts from then on, anew.
  Object.assign(chain, { policy, packets: 0, bytes: 0, made: true })
  delete chain.uncounted
}
