/** How many connections an address or a network has at once (`xt_connlimit`, `nf_conncount`). */
import { mask } from '../../../packet/address'
import type { MatchOf } from '../../../rules/ruleset'
import { IPS } from '../../conntrack/status'
import { lookUp } from '../../conntrack/track'
import { newKey, readTuple, sameKey, type Key } from '../../conntrack/tuple'
import type { View } from '../view'
import { jiffies } from './jiffies'
import type { Test } from './test'

/** The connections of one address, by their first packet's tuples. */
interface Group {
  tuples: Key[]
  /** When those that are over were last looked for, in jiffies. */
  checked: number
}

export function connlimit({ above, limit, mask: bits, side }: MatchOf<'connlimit'>): Test {
  const groups = new Map<number, Group>()
  return (v) => {
    const tuple = tupleOf(v)
    if (!tuple) {
      v.hotdrop = true
      return false
    }
    const address = ((side === 'src' ? v.src : v.dst) & mask(bits)) >>> 0
    let group = groups.get(address)
    if (!group) groups.set(address, (group = { tuples: [], checked: -1 }))
    count(group, tuple, v)
    if (group.tuples.length === 0) v.hotdrop = true
    return group.tuples.length > limit === above
  }
}

function tupleOf(v: View): Key | null {
  const key = newKey()
  const { ct } = v.skb
  if (ct !== 0) return v.conntrack.table.readTuple(key, 2 * ct)
  return readTuple(key, v.b, 0, v.at, v.end) ? key : null
}

/**
 * Puts the tuple to the others, unless it is there or its connection is over; leaves out those that are over. (Measured:
 * a new connection is only put there when the others were looked at in this jiffy already, so a flood of SYNs counts in full.)
 */
function count(group: Group, tuple: Key, v: View): void {
  const now = jiffies(v.env)
  const known = group.checked >= 0
  const confirmed = (v.conntrack.status(v.skb) & IPS.CONFIRMED) !== 0
  if (group.checked !== now || confirmed) {
    const { tuples } = group
    for (let i = 0; i < tuples.length; i++) {
      const h = entryOf(tuples[i], v)
      const over = h === 0 || v.conntrack.isClosed(h)
      // Those behind it are not looked at.
      if (!over && sameKey(tuples[i], tuple)) return
      if (over) tuples.splice(i--, 1)
    }
    group.checked = now
    if (known && v.conntrack.isClosed(v.skb.ct)) return
  }
  group.tuples.push(tuple)
}

/** The confirmed entry with this tuple; 0 for none. */
const entryOf = (tuple: Key, { conntrack }: View): number => lookUp(conntrack, tuple) >>> 1
