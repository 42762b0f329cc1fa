/** Whether a rule set makes the kernel switch connection tracking on in a namespace (`nf_ct_netns_get`): many namespaces have none. */
import type { Rule, Ruleset } from '../../rules/ruleset'

const MATCHES: ReadonlySet<string> = new Set(['conntrack', 'state'])
/** Even in a chain that no packet reaches. CT --notrack needs none: there is nothing to skip. */
const TARGETS: ReadonlySet<string> = new Set(['SNAT', 'DNAT', 'MASQUERADE', 'REDIRECT'])
/** Extensions not modelled here that would switch it on all the same. */
const OTHERS: ReadonlySet<string> = new Set(
  `connmark connlimit connbytes connlabel cluster helper CONNMARK CONNSECMARK CT NETMAP SYNPROXY`.split(' '),
)

export const usesConntrack = (ruleset: Ruleset): boolean =>
  ruleset.tables.some((table) => table.chains.some((chain) => chain.rules.some(needsIt)))

const needsIt = ({ matches, target }: Rule): boolean =>
  matches.some((m) => MATCHES.has(m.kind) || (m.kind === 'unmodelled' && OTHERS.has(m.name))) ||
  (target !== null && (TARGETS.has(target.kind) || (target.kind === 'unmodelled' && OTHERS.has(target.name))))
