/** How many connections an address or a network has at once (`xt_connlimit`, `nf_conncount`). */
import { mask } from '../../../packet/address'
import { PROTO } from '../../../packet/protocol'
import type { MatchOf } from '../../../rules/ruleset'
import { IPS } from '../../conntrack/status'
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
    return group.tuples.length > limit === above
  }
}

function tupleOf(v: View): Key | null {
  const key = newKey()
  const { ct } = v.skb
  if (ct !== 0) return v.conntrack.table.readTuple(key, 2 * ct)
  return readTuple(key, v.b, 0, v.at, v.end) ? key : null
}

/** Puts the tuple to the others, unless it is there, and leaves out those whose connection is over (`__nf_conncount_add`). */
function count(group: Group, tuple: Key, v: View): void {
  const now = jiffies(v.env)
  if (group.checked !== now) {
    for (let i = 0; i < group.tuples.length; i++) {
      const known = group.tuples[i]
      const h = entryOf(known, v)
      if (h !== 0 && sameKey(known, tuple)) return
      if (h === 0 || isClosed(h, v)) group.tuples.splice(i--, 1)
    }
    group.checked = now
  }
  group.tuples.push(tuple)
}
