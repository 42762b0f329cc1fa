/** Rule set → text, as `iptables-save` of iptables 1.8.9 prints it, without the comments that carry the date. */
import { extensionOf, type Match } from './match'
import { printAddress } from './match/address'
import { printFragment } from './match/fragment'
import { printInterface } from './match/interface'
import { printProtocol } from './match/protocol'
import { readBack } from './read-back'
import type { Rule, Ruleset, Table } from './ruleset'
import { targetExtensionOf, type Target } from './target'
import { words } from './grammar'

/** The lines of sets and every table, each line ended by a newline; with `counters`, the packets and bytes of rules as `iptables-save -c`. */
export const printRuleset = (ruleset: Ruleset, options: { counters?: boolean } = {}): string =>
  [
    ...(ruleset.sets ?? []).map(({ text }) => `${text.trim()}\n`),
    ...ruleset.tables.map((table) => printTable(table, options.counters ?? false)),
  ].join('')

function printTable(table: Table, counters: boolean): string {
  const lines = [`*${table.name}`]
  for (const c of table.chains) lines.push(`:${c.name} ${c.policy ?? '-'} [${c.packets}:${c.bytes}]`)
  for (const chain of table.chains)
    for (const rule of chain.rules)
      lines.push(`${counters ? `[${rule.packets}:${rule.bytes}] ` : ''}-A ${words(chain.name, printRule(rule))}`)
  lines.push('COMMIT')
  return lines.map((line) => `${line}\n`).join('')
}

/** As `iptables -S`, with `counted` as `iptables -v -S`. */
export function printChainRule(chain: string, { matches, target, packets, bytes }: Rule, counted = false): string {
  const counters = counted ? `-c ${packets} ${bytes}` : ''
  return words(`-A ${chain}`, ...readBack(matches).map(printMatch), counters, printTarget(target))
}

/** All of a rule but the chain: "-s 192.168.1.0/24 -o wan0 -j MASQUERADE". */
export const printRule = (rule: Rule): string =>
  words(...readBack(rule.matches).map(printMatch), printTarget(rule.target))

export function printMatch(m: Match): string {
  switch (m.kind) {
    case 'source':
    case 'destination':
      return printAddress(m)
    case 'in':
    case 'out':
      return printInterface(m)
    case 'protocol':
      return printProtocol(m)
    case 'fragment':
      return printFragment(m)
    case 'unmodelled':
      return m.text
    default: {
      const extension = extensionOf(m)
      return words(`-m ${extension.name}`, extension.print(m))
    }
  }
}

/** "" for a rule that only counts. */
export function printTarget(t: Target | null): string {
  if (t === null) return ''
  switch (t.kind) {
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
      return `-j ${t.kind}`
    case 'jump':
      return `-j ${t.chain}`
    case 'goto':
      return `-g ${t.chain}`
    case 'unmodelled':
      return t.text
    default: {
      const extension = targetExtensionOf(t)
      return words(`-j ${extension.name}`, extension.print(t))
    }
  }
}
