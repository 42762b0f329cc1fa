/** Whether a rule set makes the kernel switch connection tracking on in a namespace (`nf_ct_netns_get`): many namespaces have none. */
import type { Rule, Ruleset } from '../../rules/ruleset'

const MATCHES: ReadonlySet<string> = new Set([
  'cluster',
  'connbytes',
  'connlabel',
  'connlimit',
  'connmark',
  'conntrack',
  'helper',
  'state',
])
/** Even in a chain that no packet reaches. */
const TARGETS: ReadonlySet<string> = new Set([
  'CONNMARK',
  'CONNSECMARK',
  'DNAT',
  'MASQUERADE',
  'NETMAP',
  'REDIRECT',
  'SNAT',
])
/** Extensions not modelled here that would switch it on all the same. */
const OTHERS: ReadonlySet<string> = new Set(['CT', 'SYNPROXY'])

export const usesConntrack = (ruleset: Ruleset): boolean => some(ruleset, needsIt)

const some = ({ tables }: Ruleset, has: (rule: Rule) => boolean): boolean =>
  tables.some(({ chains }) => chains.some(({ rules }) => rules.some(has)))

const needsIt = ({ matches, target }: Rule): boolean =>
  matches.some((m) => MATCHES.has(m.kind)) ||
  (target !== null &&
    (TARGETS.has(target.kind) ||
      // CT --notrack needs no tracking: there is nothing to skip.
      (target.kind === 'CT' && !target.notrack) ||
      (target.kind === 'unmodelled' && OTHERS.has(target.name))))

/** Whether it asks for labels of connections (`nf_connlabels_get`). */
export const usesLabels = (ruleset: Ruleset): boolean =>
  some(ruleset, ({ matches }) => matches.some((m) => m.kind === 'connlabel'))

/** Whether it has fragments put together before its rules are asked, without tracking anything (`nf_defrag_ipv4_enable`). */
export const usesDefrag = (ruleset: Ruleset): boolean =>
  some(ruleset, ({ matches, target }) => target?.kind === 'TPROXY' || matches.some((m) => m.kind === 'socket'))
