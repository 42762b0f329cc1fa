/** How many connections an address or a network has at once (`xt_connlimit`, `nf_conncount`). Measured on 6.18. */
import { mask } from '../../../packet/address'
import type { MatchOf } from '../../../rules/ruleset'
import { IPS } from '../../conntrack/status'
import { lookUp } from '../../conntrack/track'
import { newKey, readTuple, sameKey, type Key } from '../../conntrack/tuple'
import type { View } from '../view'
import type { Test } from './test'

export function connlimit({ above, limit, mask: bits, side }: MatchOf<'connlimit'>): Test {
  /** The connections of one address in one zone, by the tuples of their first packets. */
  const groups = new Map<number, Key[]>()
  return (v) => {
    const tuple = newKey()
    const h = v.skb.ct || entryAbout(tuple, v)
    if (h < 0) {
      v.hotdrop = true
      return false
    }
    if (h > 0) v.conntrack.table.readTuple(tuple, 2 * h)
    const address = ((side === 'src' ? v.src : v.dst) & mask(bits)) >>> 0
    const zone = v.skb.ct === 0 ? 0 : zoneOf(v.conntrack, v.skb.ct)
    const key = zone * 2 ** 32 + address
    const group = groups.get(key)
    if (group) count(group, tuple, h, v)
    else groups.set(key, [tuple])
    const connections = group ? group.length : 1
    if (connections === 0) v.hotdrop = true
    return connections > limit === above
  }
}

/** The zone that rules asked for, be it for one direction only. */
const zoneOf = ({ table }: View['conntrack'], h: number): number =>
  table.extras.zone(2 * h) || table.extras.zone(2 * h + 1)

/** The entry with an INVALID or untracked packet's tuple, which is read; 0 for none, -1 when there is no tuple. */
function entryAbout(tuple: Key, { b, at, end, conntrack }: View): number {
  return readTuple(tuple, b, 0, at, end) ? lookUp(conntrack, tuple) >>> 1 : -1
}

/**
 * Puts a connection to the others, unless it is there, or is assured: then it counts as it did when it began. Both are
 * times for leaving out those that are over.
 */
function count(group: Key[], tuple: Key, h: number, { conntrack }: View): void {
  const assured = h > 0 && (conntrack.table.status(h) & IPS.ASSURED) !== 0
  for (let i = 0; i < group.length; i++) {
    const entry = lookUp(conntrack, group[i]) >>> 1
    // Those behind it are not looked at; and it counts though it may be closed.
    if (!assured && entry !== 0 && sameKey(group[i], tuple)) return
    if (entry === 0 || conntrack.isClosed(entry)) group.splice(i--, 1)
  }
  if (!assured) group.push(tuple)
}
