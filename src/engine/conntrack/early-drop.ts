/** A full table: somebody who is not ASSURED may have to go (`early_drop`). */
import { SECOND } from '../../model/time'
import type { NodeEnv } from '../node'
import type { Core } from './core'
import { kill } from './lifetime'
import { IPS } from './status'
import type { Key } from './tuple'

/** Hash buckets that are searched, from the new entry's own on (`NF_CT_EVICTION_RANGE`). */
const RANGE = 8

/**
 * Room for one entry more. As in the kernel only a few buckets are searched, so with a large and sparse table a
 * new connection is refused although others could have gone.
 */
export function makeRoom(core: Core, original: Key): boolean {
  const { table, settings } = core
  if (settings.max === 0 || table.count < settings.max) return true
  const victims = new Set<number>()
  let of = -1
  table.index.eachInBuckets(table.hashOf(original), settings.buckets, RANGE, (record, bucket) => {
    if (of >= 0 && bucket !== of) return false
    const h = record >>> 1
    if (table.status(h) & IPS.ASSURED) return true
    of = bucket
    victims.add(h)
    return true
  })
  for (const h of victims) kill(core, h, 'early-drop')
  core.stats.early_drop += victims.size
  if (victims.size === 0) core.fullTable.warn(core.env)
  return victims.size > 0
}

/** Lines in the kernel's log are rationed for all of the network together (`net_ratelimit`): so many in so long. */
const BURST = 10
const INTERVAL = 5 * SECOND

export class FullTable {
  private since = -Infinity
  private said = 0
  private missed = 0

  warn({ id, say, now }: NodeEnv): void {
    const time = now()
    if (time - this.since > INTERVAL) {
      if (this.missed > 0) say?.({ kind: 'log', node: id, line: `net_ratelimit: ${this.missed} callbacks suppressed` })
      this.since = time
      this.said = this.missed = 0
    }
    if (this.said++ < BURST)
      say?.({ kind: 'log', node: id, line: 'nf_conntrack: nf_conntrack: table full, dropping packet' })
    else this.missed++
  }
}
