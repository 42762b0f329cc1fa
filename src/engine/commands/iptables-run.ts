/** Carries out one `iptables` command on a table. */
import { breaking, checkTable, WrongTogether, type Origin } from '../../rules/check'
import { chainOf } from '../../rules/chains'
import * as edit from '../../rules/edit'
import { listRule, listTable, tellRule } from '../../rules/list'
import { printChainRule } from '../../rules/print'
import type { Chain, Rule, Table } from '../../rules/ruleset'
import { Fault } from './faults'
import type { Asked, Letter } from './iptables-words'

/** Commands that change nothing. */
export const LOOKS: ReadonlySet<Letter> = new Set(['L', 'S', 'C', 'V'])

export interface Work {
  /** Changed in place. */
  table: Table
  /** Where the rules of this batch came from, for the kernel's refusals. */
  made: Map<Rule, Made>
  /** Of the command, in the text. */
  line: number
}

interface Made extends Origin {
  line: number
  verb: 'APPEND' | 'INSERT' | 'REPLACE'
}

const VERBS: Partial<Record<Letter, Made['verb']>> = { A: 'APPEND', I: 'INSERT', R: 'REPLACE' }

/** What it prints. Throws Fault; the table may be half changed then. */
export function perform(asked: Asked, work: Work): string[] {
  try {
    return carryOut(asked, work)
  } catch (error) {
    // What is added is told before it is looked where.
    const told =
      asked.letter === 'A' && asked.listing.verbose ? asked.rules.map((r) => tellRule({ ...r, line: 0 })) : []
    if (error instanceof edit.CannotDo) throw new Fault('cannot', error.message, told)
    throw error
  }
}

function carryOut(asked: Asked, work: Work): string[] {
  const { letter, chain, number } = asked
  const { table } = work
  if (asked.refused !== null) refuse(asked, table)
  refuseTimeouts(asked)
  const rules = asked.rules.map((rule) => asRule(rule, asked, work))
  const told = asked.listing.verbose ? rules.map(tellRule) : []
  switch (letter) {
    case 'A':
      edit.append(table, chain!, rules)
      return told
    case 'I':
      edit.insert(table, chain!, number || 1, rules)
      return told
    case 'R':
      edit.replace(table, chain!, number, rules[0])
      return told
    case 'C':
      for (const rule of rules) edit.check(table, chain!, rule)
      return told
    case 'D':
      if (number > 0) edit.removeAt(table, chain!, number)
      else for (const rule of rules) edit.remove(table, chain!, rule)
      return number > 0 ? [] : told
    case 'F': {
      const going = verbosely(asked, 'Flushing', named(table, chain))
      edit.flush(table, chain)
      // To tell of built-in chains it makes those that are not there.
      if (asked.listing.verbose && chain === null)
        for (const { name, policy } of table.chains) if (policy !== null) edit.flush(table, name)
      return going
    }
    case 'Z': {
      const going = number > 0 ? [] : verbosely(asked, 'Zeroing', named(table, chain).filter(edit.exists))
      edit.zero(table, chain, number)
      return going
    }
    case 'N':
      edit.newChain(table, chain!)
      return []
    case 'X': {
      const going = verbosely(
        asked,
        'Deleting',
        edit.ownChains(table).filter((c) => chain === null || c.name === chain),
      )
      try {
        edit.deleteChain(table, chain)
      } catch (error) {
        throw error instanceof edit.Busy ? new Fault('kernel', error.message, going) : error
      }
      return going
    }
    case 'E':
      edit.renameChain(table, chain!, asked.word)
      return []
    case 'P':
      edit.setPolicy(table, chain!, asked.word)
      return []
    case 'L':
    case 'S': {
      const lines = letter === 'L' ? listed(asked, table) : spelled(asked, table)
      if (!asked.andZero) return lines
      const zeroed = verbosely(asked, 'Zeroing', named(table, chain))
      // Listing has made a built-in chain that was not there.
      const listedOne = chain === null ? undefined : chainOf(table, chain)
      if (listedOne && listedOne.policy !== null) listedOne.made = true
      edit.zero(table, chain)
      return [...lines, ...zeroed]
    }
    case 'V':
      return []
  }
}

/** What the kernel will not take: iptables looks first whether it has a place, and finds no rule like it. */
function refuse({ letter, chain, number, refused }: Asked, table: Table): void {
  if (letter === 'A') edit.append(table, chain!, [])
  else if (letter === 'I') edit.insert(table, chain!, number || 1, [])
  else if (letter !== 'R') throw new edit.CannotDo(edit.NO_RULE)
  else if (!chainOf(table, chain!)) return
  throw new Fault('kernel', `RULE_${VERBS[letter]} failed (${refused}): rule in chain ${chain}`)
}

/** Nobody made a timeout policy, so that none has the name that `CT --timeout` gives; without `-p` it cannot be looked for. */
function refuseTimeouts({ letter, chain, rules }: Asked): void {
  for (const { target, matches } of rules)
    if (target?.kind === 'unmodelled' && target.name === 'CT' && target.text.includes('--timeout ') && VERBS[letter]) {
      const why = matches.some((m) => m.kind === 'protocol') ? 'No such file or directory' : 'Invalid argument'
      throw new Fault('kernel', `RULE_${VERBS[letter]} failed (${why}): rule in chain ${chain}`)
    }
}

function asRule({ spots, ...parts }: Asked['rules'][number], { letter, chain }: Asked, { made, line }: Work): Rule {
  const rule: Rule = { ...parts, line }
  const name = { text: chain ?? '', column: 1, length: 1 }
  const verb = VERBS[letter]
  if (verb) made.set(rule, { spots, name, line, verb })
  return rule
}

const named = ({ chains }: Table, chain: string | null): Chain[] =>
  chains.filter((c) => chain === null || c.name === chain)

const verbosely = ({ listing }: Asked, doing: string, chains: readonly Chain[]): string[] =>
  listing.verbose ? chains.map(({ name }) => `${doing} chain \`${name}'`) : []

function chosen(table: Table, chain: string | null): Chain[] {
  if (chain === null) return table.chains
  const found = chainOf(table, chain)
  if (!found) throw new Fault('foreign', `chain \`${chain}' in table \`${table.name}' is incompatible, use 'nft' tool.`)
  return [found]
}

function listed({ chain, number, listing }: Asked, table: Table): string[] {
  const chains = chosen(table, chain)
  if (number === 0) return listTable(table, chains, listing)
  const rule = chains[0].rules[number - 1] as Rule | undefined
  return rule ? [listRule(rule, number, listing)] : []
}

function spelled({ chain, number, listing }: Asked, table: Table): string[] {
  const chains = chosen(table, chain)
  const rules = chains.flatMap((c) =>
    (number > 0 ? c.rules.slice(number - 1, number) : c.rules).map((rule) =>
      printChainRule(c.name, rule, listing.verbose === true),
    ),
  )
  if (number > 0) return rules
  const counted = (c: Chain): string => (listing.verbose ? ` -c ${c.packets} ${c.bytes}` : '')
  return [
    ...chains.filter((c) => c.policy !== null).map((c) => `-P ${c.name} ${c.policy}${counted(c)}`),
    ...chains.filter((c) => c.policy === null).map((c) => `-N ${c.name}`),
    ...rules,
  ]
}

/** What the kernel says against the rules of this batch, each with its line; empty when it takes them. */
export function refusals({ table, made }: Work): { line: number; message: string }[] {
  const found = checkTable(table, made)
  const own = found.filter(({ wrong }) => !(wrong instanceof WrongTogether))
  const together = own.length === 0 && found.length > 0 ? found[0] : undefined
  const first = together && breaking(table, made)
  const behind = first ? [...made.keys()].filter(({ line }) => line >= first.line) : []
  return [...own, ...behind.map((rule) => ({ rule, wrong: together!.wrong }))]
    .map(({ wrong, rule }) => {
      const { verb, line, name } = made.get(rule) ?? lastOf(made)
      const reason = ofBuiltIn(rule, table) ?? /\(([^)]*)\)/.exec(wrong.message)?.[1] ?? 'Invalid argument'
      return { line, message: `RULE_${verb} failed (${reason}): rule in chain ${name.text}` }
    })
    .toSorted((a, b) => a.line - b.line)
}

/** A rule that stood there before can be wrong only by what was added last. */
const lastOf = (made: Work['made']): Made =>
  [...made.values()].at(-1) ?? { spots: {}, name: { text: '', column: 1, length: 1 }, line: 0, verb: 'APPEND' }

/** A built-in chain that the kernel has is refused otherwise than one that it has not. */
function ofBuiltIn({ target }: Rule, table: Table): string | null {
  if (target?.kind !== 'jump' && target?.kind !== 'goto') return null
  const to = chainOf(table, target.chain)
  return to && to.policy !== null && edit.exists(to) ? 'Operation not supported' : null
}
