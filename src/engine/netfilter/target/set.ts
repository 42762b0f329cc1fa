/** `-j SET` (`xt_set`): what a set cannot take is passed over in silence. */
import type { SetRef } from '../../../rules/set-ref'
import type { TargetOf } from '../../../rules/ruleset'
import { SetFault } from '../../ipset/fault'
import { findPacket, keyOfPacket } from '../../ipset/packet'
import { type IpSet, PLAIN } from '../../ipset/set'
import { setsOf } from '../../ipset/sets'
import type { View } from '../view'
import { type Act, CONTINUE } from './act'

export function set(target: TargetOf<'SET'>): Act {
  const { add, del, map, exist, timeout, copies } = target
  return (v) => {
    if (add) change(v, add, (to, key) => to.add(key, { ...PLAIN, timeout, packets: 1, bytes: v.b.length }, exist))
    if (del) change(v, del, (from, key) => from.delete(key))
    if (map && copies.includes('mark')) copyMark(v, map)
    return CONTINUE
  }
}

/** In a list, the first of its sets with which it goes well. */
function change(
  v: View,
  { name, sides }: SetRef,
  doTo: (set: IpSet, key: NonNullable<ReturnType<typeof keyOfPacket>>) => unknown,
): void {
  const sets = setsOf(v.env)
  const named = sets.find(name)
  if (!named) return
  const inside = named.type.storage === 'list' ? named.live().flatMap((m) => sets.find(m.name) ?? []) : [named]
  for (const set of inside) {
    if (sides.length < set.type.parts.length) continue
    const key = keyOfPacket(set, v, sides)
    if (!key) continue
    try {
      if (doTo(set, set.widened(key)) !== false) return
    } catch (error) {
      if (!(error instanceof SetFault)) throw error
    }
  }
}

function copyMark(v: View, { name, sides }: SetRef): void {
  const sets = setsOf(v.env)
  const named = sets.find(name)
  const found = named && findPacket(sets, named, v, { sides, counts: true, countsInside: true, fits: () => true })
  const info = found?.member.info
  if (info) v.skb.mark = ((v.skb.mark & ~info.mask) ^ info.mark) >>> 0
}
