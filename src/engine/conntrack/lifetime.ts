/** How an entry's end is put off, and what happens when it comes. */
import { SECOND, type Micros } from '../../model/time'
import type { EventOf } from '../../model/trace'
import { CTINFO, type Skb } from '../skb'
import type { Core } from './core'
import { dirOf, IPS } from './status'

export type EndReason = EventOf<'ct-end'>['why']

/** The same as `refresh`, in whole seconds, as sysctls are: a small number passes from call to call without a heap object. */
export function putOff(core: Core, h: number, seconds: number): void {
  const { table } = core
  const status = table.status(h)
  if (status & IPS.FIXED_TIMEOUT) return
  const timeout = seconds * SECOND
  core.notes?.setTimeout(h, timeout)
  if (!(status & IPS.CONFIRMED)) return table.setExpires(h, timeout)
  const when = core.env.now() + timeout
  if (when < table.expires(h)) return table.timers.hasten(h, when)
  table.setExpires(h, when)
  table.timers.wasPutOff(h)
}

/** The packet counts for its entry (`nf_ct_acct_update`); a tracker that refuses or ignores it leaves that out. */
export function account(core: Core, skb: Skb): void {
  const { extras } = core.table
  if (extras.counts) extras.countPacket(2 * skb.ct + dirOf(skb.ctinfo), skb.bytes.length)
}

/** The entry lives `timeout` longer, from now or, while unconfirmed, from when it is confirmed (`nf_ct_refresh`). */
export function refresh(core: Core, h: number, timeout: Micros): void {
  putOff(core, h, timeout / SECOND)
}

/**
 * Nothing finds the entry from now on (`nf_ct_kill`); packets that hold it keep it until they end.
 * Already out of the timers when `filed` is false.
 */
export function kill(core: Core, h: number, why: EndReason, skb?: Skb, filed = true): void {
  const { table, notes } = core
  const status = table.status(h)
  if (status & IPS.CONFIRMED) {
    table.index.remove(2 * h)
    table.index.remove(2 * h + 1)
    if (filed) table.timers.remove(h)
    core.events?.say('DESTROY', h)
  }
  if (status & IPS.SRC_NAT) core.bySource.remove(h)
  table.addStatus(h, IPS.DYING)
  table.count--
  notes?.sayEnd(h, why, skb)
  if (!table.isHeld(h)) table.release(h)
}

/** The packet belongs to entry `h` from now on. */
export function hold(core: Core, skb: Skb, h: number, ctinfo: Skb['ctinfo']): void {
  core.table.hold(h)
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
  if (table.letGo(h) > 0) return
  const status = table.status(h)
  if (status & IPS.DYING) table.release(h)
  else if (!(status & IPS.CONFIRMED)) kill(core, h, 'never-confirmed', skb)
}

/** Ends what is over, `most` entries looked at; false when that was not all. */
export function expire(core: Core, now: Micros, most?: number): boolean {
  const { timers } = core.table
  for (const h of timers.due(now, most)) kill(core, h, 'timeout', undefined, false)
  return timers.isDone
}

/** Its time is up, though the world has not come to it yet (`nf_ct_is_expired`). */
export const isOver = (core: Core, h: number): boolean => core.table.expires(h) <= core.env.now()
