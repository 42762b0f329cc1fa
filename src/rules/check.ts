/** What can only be judged when a table is whole: where a jump leads, and whether a target may stand where packets meet it. */
import { Wrong, type Habitat } from './grammar'
import { extensionOf, isExtension } from './match'
import { BUILT_IN } from './places'
import type { Spots } from './rule'
import type { Chain, Rule, Table } from './ruleset'
import { isExtensionTarget, targetExtensionOf } from './target'
import type { Token } from './tokens'

/** Where a rule stands in the text. */
export interface Origin {
  spots: Spots
  /** The chain's name in its `-A`. */
  name: Token
}

/** Of a rule that an earlier text or command brought. */
const ELSEWHERE: Origin = { spots: {}, name: { text: '', column: 1, length: 1 } }

interface Finding {
  wrong: Wrong
  rule: Rule
  line: number
}

/** `RULE_APPEND failed`, as iptables says when the kernel refuses a rule. */
const refused = (why: string, chain: string): string => `RULE_APPEND failed (${why}): rule in chain ${chain}`

const WITHOUT_IN = ['OUTPUT', 'POSTROUTING'] as const
const WITHOUT_OUT = ['INPUT', 'PREROUTING'] as const

/** What is wrong with no rule by itself. The kernel refuses the rule with which it came about, and every one of the table behind it. */
export class WrongTogether extends Wrong {}

export function checkTable(table: Table, origins: ReadonlyMap<Rule, Origin>): Finding[] {
  const found: Finding[] = []
  const chains = new Map(table.chains.map((c) => [c.name, c]))
  const hooks = hooksOf(table, chains)
  for (const chain of table.chains)
    for (const rule of chain.rules) {
      const origin = origins.get(rule) ?? ELSEWHERE
      const wrong = checkRule(rule, chain, table, chains, hooks, origin)
      if (wrong) found.push({ wrong, rule, line: rule.line })
    }
  const rule = found.length === 0 && tooDeep(table) ? breaking(table, origins) : undefined
  if (!rule) return found
  const { spots, name } = origins.get(rule) ?? ELSEWHERE
  const wrong = new WrongTogether(
    refused('Too many links', name.text),
    `a chain that does not lead back here, nor through ${DEEPEST} others`,
    spots.target ?? name,
  )
  return [{ wrong, rule, line: rule.line }]
}

/** `NFT_JUMP_STACK_SIZE`: as many chains may not lie below a built-in one (`nft_chain_validate`); a circle has no end. */
const DEEPEST = 16

function tooDeep({ chains }: Table): boolean {
  const byName = new Map(chains.map((c) => [c.name, c]))
  /** Chains below each; below one that is being looked at there is no end. */
  const below = new Map<Chain, number>()
  const depth = (chain: Chain): number => {
    const known = below.get(chain)
    if (known !== undefined) return known
    below.set(chain, Infinity)
    let deepest = 0
    for (const name of callees(chain)) {
      const next = byName.get(name)
      if (next?.policy === null) deepest = Math.max(deepest, 1 + depth(next))
    }
    below.set(chain, deepest)
    return deepest
  }
  return chains.some((chain) => chain.policy !== null && depth(chain) >= DEEPEST)
}

const isWrongTogether = (table: Table): boolean =>
  tooDeep(table) || checkTable(table, new Map()).some(({ wrong }) => wrong instanceof WrongTogether)

/** The first rule of those that came last with which something was wrong with them together. */
export function breaking<R extends Rule>(table: Table, origins: ReadonlyMap<R, Origin>): R | undefined {
  const rules = [...origins.keys()].toSorted((a, b) => a.line - b.line)
  let [well, ill] = [0, rules.length]
  while (well + 1 < ill) {
    const middle = (well + ill) >> 1
    const later = new Set<Rule>(rules.slice(middle))
    const chains = table.chains.map((c) => ({ ...c, rules: c.rules.filter((r) => !later.has(r)) }))
    if (isWrongTogether({ ...table, chains })) ill = middle
    else well = middle
  }
  return rules[well]
}

function checkRule(
  rule: Rule,
  chain: Chain,
  table: Table,
  chains: ReadonlyMap<string, Chain>,
  hooks: ReadonlyMap<string, ReadonlySet<string>>,
  { spots, name }: Origin,
): Wrong | null {
  const { target } = rule
  const at = spots.target ?? name
  for (const [option, without] of [
    ['-i', WITHOUT_IN],
    ['-o', WITHOUT_OUT],
  ] as const)
    if (spots[option] && chain.policy !== null && without.some((hook) => hook === chain.name))
      return new Wrong(`Can't use ${option} with ${chain.name}`, `a rule without ${option} here`, spots[option])

  for (const match of rule.matches) {
    if (!isExtension(match)) continue
    const { name: word, habitat } = extensionOf(match)
    const wrong = misplaced(`-m ${word}`, habitat?.(match), chain, table, hooks, name)
    if (wrong) return wrong
  }
  if (target === null) return null
  if (target.kind === 'jump' || target.kind === 'goto') {
    const to = chains.get(target.chain)
    if (!to) return new Wrong(`Chain '${target.chain}' does not exist`, 'a chain that the table declares', at)
    if (to.policy !== null)
      return new Wrong(
        refused('No such file or directory', chain.name),
        `a chain of your own: ${to.name} is built in`,
        at,
      )
    return null
  }
  if (target.kind === 'DROP' && table.name === 'nat')
    return new Wrong(
      'The "nat" table is not intended for filtering, the use of DROP is therefore inhibited.',
      'DROP in the filter table',
      at,
    )
  if (!isExtensionTarget(target)) return null
  return misplaced(target.kind, targetExtensionOf(target).habitat?.(target), chain, table, hooks, at)
}

/** The kernel has a place for it, and this is not one. */
function misplaced(
  what: string,
  habitat: Habitat | undefined,
  chain: Chain,
  table: Table,
  hooks: ReadonlyMap<string, ReadonlySet<string>>,
  at: Token,
): Wrong | null {
  if (!habitat) return null
  const why = refused('Invalid argument', chain.name)
  const tables = habitat.tables ?? Object.keys(BUILT_IN)
  if (!tables.includes(table.name)) return new Wrong(why, `${what} in the ${tables.join(' or ')} table`, at)
  if (!habitat.hooks || (habitat.builtIn && chain.policy === null)) return null
  const allowed = habitat.hooks
  const stray = [...hooks.get(chain.name)!].filter((hook) => !allowed.includes(hook))
  if (stray.length === 0) return null
  const expected = `${what} where packets come from ${allowed.join(' or ')}, not from ${stray.join(' or ')}`
  return chain.policy === null ? new WrongTogether(why, expected, at) : new Wrong(why, expected, at)
}

function callees({ rules }: Chain): string[] {
  const names: string[] = []
  for (const { target } of rules) if (target?.kind === 'jump' || target?.kind === 'goto') names.push(target.chain)
  return names
}

/** From which built-in chains packets come to each chain. */
function hooksOf(table: Table, chains: ReadonlyMap<string, Chain>): Map<string, Set<string>> {
  const hooks = new Map(table.chains.map((c) => [c.name, new Set<string>()]))
  for (const start of table.chains.filter((c) => c.policy !== null)) {
    const seen = new Set<Chain>([start])
    for (const chain of seen) {
      hooks.get(chain.name)!.add(start.name)
      for (const name of callees(chain)) {
        const next = chains.get(name)
        if (next) seen.add(next)
      }
    }
  }
  return hooks
}
