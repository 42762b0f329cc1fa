/** Words that may come next, from the option before the cursor. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { setNames, wordsInSetLine } from './complete-sets'

const BUILT_IN = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']
const TARGETS = (
  'ACCEPT DROP REJECT RETURN LOG MARK MASQUERADE SNAT DNAT REDIRECT CONNMARK CT NOTRACK NETMAP TCPMSS TTL TOS DSCP SET NFLOG NFQUEUE ' +
  'TPROXY TRACE CHECKSUM CLASSIFY TEE ECN TCPOPTSTRIP AUDIT IDLETIMER HMARK CONNSECMARK'
).split(' ')
const AFTER: Record<string, readonly string[]> = {
  '-A': BUILT_IN,
  '-p': ['tcp', 'udp', 'icmp'],
  '-m': (
    'conntrack state multiport mark comment addrtype limit statistic tcp udp icmp connmark recent set hashlimit connlimit iprange mac owner ' +
    'physdev pkttype policy quota rpfilter socket string tcpmss time length tos dscp ttl connbytes connlabel u32 ecn helper sctp dccp esp ' +
    'ah ipcomp devgroup realm cluster cpu bpf osf'
  ).split(' '),
  '--ctstate': ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'SNAT', 'DNAT'],
  '--state': ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'],
  '--reject-with': [
    'icmp-port-unreachable',
    'icmp-net-unreachable',
    'icmp-host-unreachable',
    'icmp-proto-unreachable',
    'icmp-admin-prohibited',
    'tcp-reset',
  ],
}
/** Followed by a set's name and, for each part of its elements, a side of the packet. */
const SETS = new Set(['--match-set', '--add-set', '--del-set', '--map-set'])
const OPTIONS = [
  '-s',
  '-d',
  '-i',
  '-o',
  '-p',
  '-m',
  '-j',
  '-g',
  '--sport',
  '--dport',
  '--dports',
  '--ctstate',
  '--match-set',
  '--syn',
  '--icmp-type',
  '--comment',
  '--to-source',
  '--to-destination',
  '--to-ports',
  '--reject-with',
]

/** `before` is the line as far as the cursor, `text` all of it, `above` what comes before the line. */
export function wordsAfter(before: string, text: string, above = ''): readonly string[] {
  const inSetLine = wordsInSetLine(before, above)
  if (inSetLine) return inSetLine
  const words = before.split(/\s+/)
  if (SETS.has(words.at(-2) ?? '')) return setNames(text)
  if (SETS.has(words.at(-3) ?? '')) return ['src', 'dst', 'src,dst', 'dst,src', 'src,src', 'dst,dst']
  const option = words.at(-2) ?? ''
  if (option === '-j' || option === '-g') return [...(option === '-j' ? TARGETS : []), ...ownChains(text)]
  if (AFTER[option]) return option === '-A' ? [...BUILT_IN, ...ownChains(text)] : AFTER[option]
  return words.length > 2 && words.at(-1)?.startsWith('-') ? OPTIONS : []
}

const ownChains = (text: string): string[] => [...text.matchAll(/^:(\S+) -/gm)].map(([, name]) => name)

export function complete(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[\w:,.-]*/)
  const line = context.state.doc.lineAt(context.pos)
  if (!word || (word.from === word.to && !context.explicit)) return null
  const { doc } = context.state
  const before = line.text.slice(0, context.pos - line.from)
  const words = wordsAfter(before, doc.toString(), doc.sliceString(0, line.from))
  return words.length === 0 ? null : { from: word.from, options: [...new Set(words)].map((label) => ({ label })) }
}
