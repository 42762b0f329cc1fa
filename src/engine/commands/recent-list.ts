/** `/proc/net/xt_recent/NAME`: a list of `-m recent`, read and written. */
import { formatAddress, parseAddress } from '../../packet/address'
import type { Machine } from '../machine'
import { HZ, jiffies } from '../netfilter/match/jiffies'
import { List } from '../netfilter/match/recent'
import { shelfOf } from '../netfilter/match/shelf'

/** The kernel's count of jiffies begins five minutes before 32 bits are full. */
const FIRST = 2 ** 32 - 300 * HZ

function listAt(machine: Machine, path: string): List | null {
  const list = shelfOf(machine).find(path.replace('/proc/net/xt_recent/', 'recent '))
  return list instanceof List ? list : null
}

/** Null when there is no such list. The kernel's order is that of its hash; here the one unheard of for longest is first. */
export function recentList(machine: Machine, path: string): string[] | null {
  const list = listAt(machine, path)
  if (!list) return null
  return [...list.entries].map(([address, { stamps, next, ttl }]) => {
    const times = stamps.map((stamp) => stamp + FIRST)
    const last = times[(next + list.room - 1) % list.room]
    return `src=${formatAddress(address)} ttl: ${ttl} last_seen: ${last} oldest_pkt: ${next} ${times.join(', ')}`
  })
}

/** "+192.0.2.1" is seen now, "-192.0.2.1" is forgotten, "/" forgets all; false for anything else. */
export function writeRecent(machine: Machine, path: string, line: string): boolean {
  const list = listAt(machine, path)
  if (!list) return false
  if (line.startsWith('/')) {
    list.entries.clear()
    return true
  }
  const address = parseAddress(line.slice(1))
  if (address === null || !/^[+-]/.test(line)) return false
  const entry = list.entries.get(address)
  if (line.startsWith('-')) list.entries.delete(address)
  else if (entry) list.stamp(address, entry, jiffies(machine))
  else list.begin(address, jiffies(machine), 0)
  return true
}
