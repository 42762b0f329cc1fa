/** How an entry's end is put off, and what happens when it comes. */
import type { Micros } from '../../model/time'
import type { EventOf } from '../../model/trace'
import { CTINFO, type Skb } from '../skb'
import type { Core } from './core'
import { IPS } from './status'

export type EndReason = EventOf<'ct-end'>['why']

/** The entry lives `timeout` longer, from now or, while unconfirmed, from when it is confirmed (`nf_ct_refresh`). */
export function refresh(core: Core, h: number, timeout: Micros): void {
  const { table } = core
  if (table.status[h] & IPS.FIXED_TIMEOUT) return
  if (core.notes) core.notes.of(h).timeout = timeout
  if (table.status[h] & IPS.CONFIRMED) table.timers.set(h, core.env.now() + timeout)
  else table.expires[h] = timeout
}

/**
 * Nothing finds the entry from now on (`nf_ct_kill`); packets that hold it keep it until they end.
 * Already out of the timers when `filed` is false.
 */
export function kill(core: Core, h: number, why: EndReason, skb?: Skb, filed = true): void {
  const { table, notes } = core
  if (table.status[h] & IPS.CONFIRMED) {
    table.index.remove(2 * h)
    table.index.remove(2 * h + 1)
    if (filed) table.timers.remove(h)
  }
  if (table.status[h] & IPS.SRC_NAT) core.bySource.remove(h)
  table.status[h] |= IPS.DYING
  table.count--
  notes?.sayEnd(h, why, skb)
  if (table.refs[h] === 0) table.release(h)
}

/** The packet belongs to entry `h` from now on. */
export function hold(core: Core, skb: Skb, h: number, ctinfo: Skb['ctinfo']): void {
  core.table.refs[h]++
  skb.ct = h
  skb.ctinfo = ctinfo
}

/** The packet ends or leaves the node. An entry that nobody else holds and that was never confirmed ends with it. */
export function release(core: Core, skb: Skb): void {
  const h = skb.ct
  skb.ct = 0
  skb.ctinfo = CTINFO.NONE
  if (h === 0) return
  const { table } = core
  if (--table.refs[h] > 0) return
  if (table.status[h] & IPS.DYING) table.release(h)
  else if (!(table.status[h] & IPS.CONFIRMED)) kill(core, h, 'never-confirmed', skb)
}

/** Ends what is over. */
export function expire(core: Core, now: Micros): void {
  for (const h of core.table.timers.due(now)) kill(core, h, 'timeout', undefined, false)
}

/** Its time is up, though the world has not come to it yet (`nf_ct_is_expired`). */
export const isOver = (core: Core, h: number): boolean => core.table.expires[h] <= core.env.now()
