/** What `iptables -L` prints, as iptables 1.8.9 (nf_tables) does. */
import { emptyTable } from './edit'
import { words, type Named } from './grammar'
import { extensionOf, type Match } from './match'
import { listAddress } from './match/address'
import { listInterface } from './match/interface'
import { protocolText, serviceText } from './names'
import { readBack } from './read-back'
import type { Chain, MatchOf, Rule, Ruleset, Table } from './ruleset'
import { targetExtensionOf, type Target } from './target'

/** `-n`, `-v`, `-x`, `--line-numbers`. */
export interface Listing {
  numeric?: boolean
  verbose?: boolean
  exact?: boolean
  lineNumbers?: boolean
}

/** Rows of `iptables -t TABLE -L -n -v`; a table that is not there is listed as an empty one. Chains are parted by an empty line. */
export function listRuleset(ruleset: Ruleset, name: string): string[] {
  const table = ruleset.tables.find((t) => t.name === name) ?? emptyTable(name)
  return listTable(table, table.chains, { numeric: true, verbose: true })
}

/** These chains of the table. */
export const listTable = (table: Table, chains: readonly Chain[], listing: Listing): string[] =>
  chains.flatMap((chain, i) => [
    ...(i > 0 ? [''] : []),
    title(chain, table.chains, listing),
    header(listing),
    ...chain.rules.map((rule, at) => listRule(rule, at + 1, listing)),
  ])

function title({ name, policy, packets, bytes }: Chain, chains: readonly Chain[], { verbose, exact }: Listing): string {
  const show = exact ? String : short
  const counted = verbose ? ` ${show(packets)} packets, ${show(bytes)} bytes` : ''
  if (policy !== null) return `Chain ${name} (policy ${policy}${counted})`
  const references = chains
    .flatMap((chain) => chain.rules)
    .filter(({ target: t }) => (t?.kind === 'jump' || t?.kind === 'goto') && t.chain === name).length
  return `Chain ${name} (${references} references)`
}

const header = ({ verbose, exact, lineNumbers }: Listing): string =>
  [
    lineNumbers ? 'num  ' : '',
    verbose ? (exact ? '    pkts      bytes ' : ' pkts bytes ') : '',
    'target     prot opt ',
    verbose ? 'in     out     ' : '',
    'source               destination         ',
  ].join('')

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

const testOf = <K extends Match['kind']>({ matches }: Rule, kind: K): MatchOf<K> | undefined =>
  matches.find((m): m is MatchOf<K> => m.kind === kind)

/** One row; rules count from 1. */
export function listRule(rule: Rule, number: number, { numeric, verbose, exact, lineNumbers }: Listing): string {
  const test = <K extends Match['kind']>(kind: K) => testOf(rule, kind)
  const proto = test('protocol')
  const fragment = test('fragment')
  const count = (n: number): string => (exact ? String(n).padStart(8) : short(n).padStart(5))
  const any = numeric ? '*' : 'any'
  const cells = [
    lineNumbers ? `${String(number).padEnd(4)} ` : '',
    verbose ? `${count(rule.packets)} ${count(rule.bytes)} ` : '',
    `${name(rule.target).padEnd(9)} `,
    `${proto?.not ? '!' : ' '}${(numeric ? String(proto?.proto ?? 0) : protocol(proto?.proto)).padEnd(4)} `,
    `${fragment ? (fragment.not ? '!f' : '-f') : '--'} `,
    verbose ? ` ${listInterface(test('in'), any)} ${listInterface(test('out'), any)} ` : '',
    `${listAddress(test('source'), !numeric)} ${listAddress(test('destination'), !numeric)} `,
    rule.target?.kind === 'goto' ? '[goto] ' : '',
  ]
  return cells.join('') + details(rule, numeric ? undefined : naming(rule))
}

/** What `iptables -v -A` says of the rule that it made: in one line, and without names of addresses. */
export function tellRule(rule: Rule): string {
  const test = <K extends Match['kind']>(kind: K) => testOf(rule, kind)
  const proto = test('protocol')
  const fragment = test('fragment')
  const [source, destination] = [test('source'), test('destination')].map((m) => listAddress(m).trimEnd())
  const cells = [
    `${name(rule.target)} ${proto?.not ? '!' : ' '}${protocol(proto?.proto)}`,
    `opt ${fragment ? (fragment.not ? '!f' : '-f') : '--'}`,
    `in ${listInterface(test('in')).trimEnd()} out ${listInterface(test('out')).trimEnd()}`,
    `${source} ${destination[0]}-> ${destination.slice(1)}  ${rule.target?.kind === 'goto' ? '[goto] ' : ''}`,
  ]
  return cells.join(' ') + details(rule)
}

const protocol = (number = 0): string => (number === 0 ? 'all' : protocolText(number))

/** Ports have the names that they have for the rule's protocol. */
function naming(rule: Rule): Named {
  const proto = testOf(rule, 'protocol')?.proto ?? 0
  return { service: (port) => serviceText(port, proto) }
}

const details = (rule: Rule, named?: Named): string =>
  [...readBack(rule.matches).map((m) => matchText(m, named)), targetText(rule.target, named)]
    // iptables forgets the blank before the program of `-m bpf`.
    .map((text) => (text === '' || text.startsWith('match bpf') ? text : ` ${text}`))
    .join('')

function name(target: Target | null): string {
  if (target === null) return ''
  if (target.kind === 'jump' || target.kind === 'goto') return target.chain
  if (target.kind === 'unmodelled') return target.name
  // iptables shows the old spelling by the name of the target that does the work.
  return target.kind === 'NOTRACK' ? 'CT' : target.kind
}

function matchText(m: Match, named?: Named): string {
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
      return extensionOf(m).list(m, named)
  }
}

function targetText(t: Target | null, named?: Named): string {
  switch (t?.kind) {
    case undefined:
    case 'ACCEPT':
    case 'DROP':
    case 'RETURN':
    case 'jump':
    case 'goto':
      return ''
    case 'unmodelled': {
      const text = words(...t.text.split(' ').slice(2))
      return t.name === 'CT' ? `CT ${text.replaceAll('--', '')}` : text
    }
    default:
      return t ? targetExtensionOf(t).list(t, named) : ''
  }
}
