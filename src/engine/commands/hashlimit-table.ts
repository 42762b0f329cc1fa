/** `/proc/net/ipt_hashlimit/NAME`: a table of `-m hashlimit`, as the kernel shows it. */
import { formatAddress } from '../../packet/address'
import type { Machine } from '../machine'
import { Table } from '../netfilter/match/hashlimit'
import { HZ, jiffies } from '../netfilter/match/jiffies'
import { shelfOf } from '../netfilter/match/shelf'

/** What a microsecond is worth to the kernel, which counts in 2^39ths of a jiffy (`user2credits`). */
const MICROSECOND = 137_438_953n

/**
 * Seconds until the bucket is forgotten, whose it is, what is in it, what it holds, and what a packet costs. Null when there
 * is no such table. The kernel's order is that of its hash.
 */
export function hashlimitTable(machine: Machine, path: string): string[] | null {
  const table = shelfOf(machine).find(path.replace('/proc/net/ipt_hashlimit/', 'hashlimit '))
  if (!(table instanceof Table)) return null
  const now = jiffies(machine)
  const { match, cost, full, most } = table
  return table.entries(now).map(([key, bucket]) => {
    const [source, destination, sport, dport] = key.split(' ').map(Number)
    const ends = `${formatAddress(source >>> 0)}:${sport || 0}->${formatAddress(destination >>> 0)}:${dport || 0}`
    const state = match.windows
      ? [match.interval, bucket.came, most]
      : match.bytes
        ? [bucket.credit, bucket.refills, cost]
        : [bucket.credit, full, cost].map((time) => BigInt(Math.round(time)) * MICROSECOND)
    return `${Math.trunc((bucket.expires - now) / HZ)} ${ends} ${state.join(' ')}`
  })
}
