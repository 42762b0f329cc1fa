/** Rows of `iptables -t TABLE -L -n -v`, as iptables 1.8.9 (nf_tables) prints them. */
import { words } from './grammar'
import { extensionOf, type Match } from './match'
import { listAddress } from './match/address'
import { listInterface } from './match/interface'
import { readBack } from './read-back'
import type { Chain, MatchOf, Rule, Ruleset } from './ruleset'
import { targetExtensionOf, type Target } from './target'

const HEADER = ' pkts bytes target     prot opt in     out     source               destination         '

/** Empty for a table that is not there. Chains are parted by an empty line. */
export function listRuleset(ruleset: Ruleset, table: string): string[] {
  const chains = ruleset.tables.find((t) => t.name === table)?.chains ?? []
  return chains.flatMap((chain, i) => [...(i > 0 ? [''] : []), title(chain, chains), HEADER, ...chain.rules.map(row)])
}

function title({ name, policy, packets, bytes }: Chain, chains: readonly Chain[]): string {
  if (policy !== null) return `Chain ${name} (policy ${policy} ${short(packets)} packets, ${short(bytes)} bytes)`
  const references = chains
    .flatMap((chain) => chain.rules)
    .filter(({ target: t }) => (t?.kind === 'jump' || t?.kind === 'goto') && t.chain === name).length
  return `Chain ${name} (${references} references)`
}

/** Five digits as they are; then thousands, rounded, with K, and so on. */
export function short(n: number): string {
  if (n <= 99_999) return `${n}`
  let rounded = n
  for (const unit of ['K', 'M', 'G']) {
    rounded = Math.floor((rounded + 500) / 1000)
    if (rounded <= 9999) return `${rounded}${unit}`
  }
  return `${Math.floor((rounded + 500) / 1000)}T`
}

function row(rule: Rule): string {
  const test = <K extends Match['kind']>(kind: K): MatchOf<K> | undefined =>
    rule.matches.find((m): m is MatchOf<K> => m.kind === kind)
  const proto = test('protocol')
  const fragment = test('fragment')
  const cells = [
    `${short(rule.packets).padStart(5)} ${short(rule.bytes).padStart(5)} ${name(rule.target).padEnd(9)} `,
    `${proto?.not ? '!' : ' '}${String(proto?.proto ?? 0).padEnd(4)} `,
    `${fragment ? (fragment.not ? '!f' : '-f') : '--'}  `,
    `${listInterface(test('in'))} ${listInterface(test('out'))} `,
    `${listAddress(test('source'))} ${listAddress(test('destination'))} `,
    rule.target?.kind === 'goto' ? '[goto] ' : '',
  ]
  const details = [...readBack(rule.matches).map(matchText), targetText(rule.target)].filter((text) => text !== '')
  return cells.join('') + details.map((text) => ` ${text}`).join('')
}

function name(target: Target | null): string {
  if (target === null) return ''
  if (target.kind === 'jump' || target.kind === 'goto') return target.chain
  if (target.kind === 'unmodelled') return target.name
  // iptables shows the old spelling by the name of the target that does the work.
  return target.kind === 'NOTRACK' ? 'CT' : target.kind
}

function matchText(m: Match): string {
  switch (m.kind) {
    case 'source':
    case 'destination':
    case 'in':
    case 'out':
    case 'protocol':
    case 'fragment':
      return ''
    case 'unmodelled':
      return m.text
    default:
      return extensionOf(m).list(m)
  }
}

function targetText(t: Target | null): string {
  switch (t?.kind) {
    case undefined:
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
    case 'jump':
    case 'goto':
      return ''
    case 'unmodelled':
      return words(...t.text.split(' ').slice(2))
    default:
      return t ? targetExtensionOf(t).list(t) : ''
  }
}
