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

export const usesConntrack = (ruleset: Ruleset): boolean =>
  ruleset.tables.some((table) => table.chains.some((chain) => chain.rules.some(needsIt)))

const needsIt = ({ matches, target }: Rule): boolean =>
  matches.some((m) => MATCHES.has(m.kind)) ||
  (target !== null &&
    (TARGETS.has(target.kind) ||
      // CT --notrack needs no tracking: there is nothing to skip.
      (target.kind === 'CT' && !target.notrack) ||
      (target.kind === 'unmodelled' && OTHERS.has(target.name))))

/** Whether it has fragments put together before its rules are asked, without tracking anything (`nf_defrag_ipv4_enable`). */
export const usesDefrag = (ruleset: Ruleset): boolean =>
  ruleset.tables.some((table) => table.chains.some((chain) => chain.rules.some(needsWhole)))

const needsWhole = ({ matches, target }: Rule): boolean =>
  target?.kind === 'TPROXY' || matches.some((m) => m.kind === 'socket')
