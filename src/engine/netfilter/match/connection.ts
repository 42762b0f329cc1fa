/** What a packet's connection has had so far: `connbytes`, `connlabel`, `helper`, `cluster`. */
import { EVENT } from '../../conntrack/events'
import type { MatchOf } from '../../../rules/ruleset'
import { ORIGINAL, REPLY } from '../../conntrack/status'
import { finish, inMemory } from '../../nat/addresses'
import type { NodeEnv } from '../../node'
import type { Test } from './test'

const ACCOUNTING = 'net.netfilter.nf_conntrack_acct'

/** A rule that asks for counters switches counting on, for connections that begin from then on (`connbytes_mt_check`). */
export function connbytes({ from, to, not, dir, mode }: MatchOf<'connbytes'>, env: NodeEnv): Test {
  if (!env.sysctl(ACCOUNTING)) env.setSysctl(ACCOUNTING, 1)
  const [least, most] = [Number(from), Number(to ?? Infinity)]
  const sides = dir === 'original' ? [ORIGINAL] : dir === 'reply' ? [REPLY] : [ORIGINAL, REPLY]
  return ({ skb, conntrack: { table } }) => {
    const { extras } = table
    if (skb.ct === 0 || !extras.isCounted(skb.ct)) return false
    const total = (of: 'packets' | 'octets') => sides.reduce((sum, side) => sum + extras[of](2 * skb.ct + side), 0)
    const count =
      mode === 'packets'
        ? total('packets')
        : mode === 'bytes'
          ? total('octets')
          : Math.floor(total('octets') / (total('packets') || 1))
    return (count >= least && count <= most) !== not
  }
}

/** With `set` a connection without the label gets it, and fits. One that began before any such rule has no labels. */
export const connlabel =
  ({ label, not, set }: MatchOf<'connlabel'>): Test =>
  ({ skb, conntrack: { table, events } }) => {
    if (!table.extras.isLabelled(skb.ct)) return not
    if (table.extras.hasLabel(skb.ct, label)) return !not
    if (!set) return not
    table.extras.addLabel(skb.ct, label)
    events?.note(skb.ct, EVENT.label)
    return !not
  }

/** No connection here was expected by another one's helper. */
export const helper =
  ({ not }: MatchOf<'helper'>): Test =>
  () =>
    not

/** What `jhash_1word` is begun with, the seed added. */
const JHASH = 0xdeadbeef + 4

/** The node is chosen by who began the connection (`xt_cluster_hash`). */
export const cluster =
  ({ nodes, mask, seed, not }: MatchOf<'cluster'>): Test =>
  ({ skb, conntrack }) => {
    if (skb.ct === 0) return false
    const begin = (JHASH + seed) | 0
    const hash = finish((begin + inMemory(conntrack.address(skb, 'original', 'src'))) | 0, begin, begin)
    return (((mask >>> Math.floor((hash * nodes) / 2 ** 32)) & 1) === 1) !== not
  }
