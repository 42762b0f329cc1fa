/** Addresses seen lately (`xt_recent`). */
import type { MatchOf } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'
import type { View } from '../view'
import { HZ, jiffies } from './jiffies'
import { shelfOf } from './shelf'
import type { Test } from './test'

/** `ip_list_tot`: entries of a list. */
const MOST = 100
/** Times an entry remembers where no rule asks how often. */
const TIMES = 32

interface Entry {
  /** In jiffies, a ring. */
  stamps: number[]
  /** Where in the ring the next one goes. */
  next: number
  ttl: number
}

/** By address, the one unheard of for longest first. */
export class List {
  readonly entries = new Map<number, Entry>()
  /** Stamps an entry has room for: a power of two. */
  room = 0

  /** As the first rule that names the list has it. */
  constructor(readonly mask: number) {}

  /** Everything is forgotten when a rule wants more room than there was. */
  makeRoom(hits: number): void {
    const room = hits === 0 ? TIMES : 2 ** Math.ceil(Math.log2(hits))
    if (room <= this.room) return
    this.room = room
    this.entries.clear()
  }

  begin(address: number, now: number, ttl: number): void {
    if (this.entries.size >= MOST) this.forgetOldest()
    this.entries.set(address, { stamps: [now], next: 1, ttl })
  }

  stamp(address: number, e: Entry, now: number): void {
    e.next %= this.room
    e.stamps[e.next++] = now
    this.entries.delete(address)
    this.entries.set(address, e)
  }

  oldest(): [number, Entry] | undefined {
    for (const entry of this.entries) return entry
  }

  forgetOldest(): void {
    const oldest = this.oldest()
    if (oldest) this.entries.delete(oldest[0])
  }
}

export function recent(match: MatchOf<'recent'>, env: NodeEnv): Test {
  const list = shelfOf(env).take(match, List, (first) => new List(first.mask))
  list.makeRoom(match.hits)
  return (v) => ask(match, list, v)
}

/** The TTL as it was before forwarding took one off. */
const ttlOf = ({ b, hook, skb }: View): number =>
  b[8] + (hook === 'FORWARD' || (hook === 'POSTROUTING' && skb.in !== null) ? 1 : 0)

function ask(match: MatchOf<'recent'>, list: List, v: View): boolean {
  const { not } = match
  const address = ((match.side === 'source' ? v.src : v.dst) & list.mask) >>> 0
  const now = jiffies(v.env)
  const ttl = ttlOf(v)
  const entry = list.entries.get(address)
  if (!entry || (match.ttl && entry.ttl !== ttl)) {
    if (match.do !== 'set') return not
    list.begin(address, now, ttl)
    return !not
  }
  if (match.do === 'remove') {
    list.entries.delete(address)
    return !not
  }
  const found = match.do === 'set' || seen(entry, match, now)
  const result = found !== not
  const renew = match.do === 'set' || (match.do === 'update' && result)
  if (match.reap && !(renew && list.oldest()?.[1] === entry)) reap(list, now - match.seconds * HZ)
  if (renew) {
    list.stamp(address, entry, now)
    entry.ttl = ttl
  }
  return result
}

function seen({ stamps }: Entry, { seconds, hits }: MatchOf<'recent'>, now: number): boolean {
  const since = seconds === 0 ? -Infinity : now - seconds * HZ
  let found = 0
  for (const stamp of stamps) if (stamp >= since && ++found >= hits) return true
  return false
}

/** Only the entry unheard of for longest is looked at. */
function reap(list: List, since: number): void {
  const entry = list.oldest()?.[1]
  if (entry && entry.stamps[entry.next - 1] < since) list.forgetOldest()
}
