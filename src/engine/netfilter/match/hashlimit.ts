/** A token bucket for each address, port or both (`xt_hashlimit`). Tokens come by the jiffy. */
import { bytesOf } from '../../../rules/match/byte-rate'
import { HASHLIMIT_SCALE } from '../../../rules/match/hashlimit'
import type { MatchOf } from '../../../rules/ruleset'
import { mask } from '../../../packet/address'
import { PROTO } from '../../../packet/protocol'
import type { NodeEnv } from '../../node'
import type { View } from '../view'
import { fromMilliseconds, HZ, jiffies } from './jiffies'
import { shelfOf } from './shelf'
import type { Test } from './test'

type Match = MatchOf<'hashlimit'>

/** Buckets where nothing is said and memory is plenty, and entries for each. */
const SIZE = 8192
const DEPTH = 8

/** Of bytes: what a jiffy brings, and what a full bucket holds (`CREDITS_PER_JIFFY_BYTES`). */
const JIFFY_BYTES = 2 ** 24
const FULL_BYTES = JIFFY_BYTES * HZ

interface Bucket {
  /** In µs: how long one would have had to wait for so much; of bytes, in what a jiffy brings. */
  credit: number
  /** Of bytes: how often it may still be filled at once. */
  refills: number
  /** In jiffies: when it was filled; of a window, when that began. */
  last: number
  expires: number
  /** `--hashlimit-rate-match`: what came in this window, and whether the one before it was too fast. */
  came: number
  fast: boolean
}

export class Table {
  /** By the key that the rule makes: source, destination, and where ports count source port and destination port. */
  readonly buckets = new Map<string, Bucket>()
  readonly full: number
  readonly cost: number
  /** Packets or bytes of a window. */
  readonly most: number
  private readonly perJiffy: number
  private readonly max: number
  private readonly interval: number
  private readonly lifetime: number
  private swept: number

  /** As the first rule that names it has it. */
  constructor(
    readonly match: Match,
    env: NodeEnv,
  ) {
    this.cost = match.bytes ? Math.floor((match.rate * HZ) / 256) : match.rate * (1_000_000 / HASHLIMIT_SCALE)
    this.most = match.bytes ? bytesOf(match.rate) : Math.floor(HASHLIMIT_SCALE / match.rate)
    this.full = match.bytes ? FULL_BYTES : this.cost * match.burst
    this.perJiffy = match.bytes ? JIFFY_BYTES : 1_000_000 / HZ
    const size = match.size || SIZE
    this.max = Math.max(match.max || DEPTH * size, size)
    this.interval = fromMilliseconds(match.gcinterval)
    this.lifetime = fromMilliseconds(match.expire)
    this.swept = jiffies(env)
  }

  /** The kernel looks at the time when it is asked for its buckets, too. */
  entries(now: number): [string, Bucket][] {
    this.sweep(now)
    return [...this.buckets].map(([key, bucket]) => [key, this.match.windows ? bucket : this.filled(bucket, now)])
  }

  /** Null when the table is full. */
  bucket(key: string, now: number): Bucket | null {
    this.sweep(now)
    let bucket = this.buckets.get(key)
    if (!bucket) {
      if (this.buckets.size >= this.max) return null
      bucket = { credit: this.full, refills: this.match.burst, last: now, expires: 0, came: 0, fast: false }
      this.buckets.set(key, bucket)
    }
    bucket.expires = now + this.lifetime
    if (this.match.windows) return this.window(bucket, now)
    return this.filled(bucket, now)
  }

  private filled(bucket: Bucket, now: number): Bucket {
    bucket.credit = Math.min(this.full, bucket.credit + (now - bucket.last) * this.perJiffy)
    bucket.last = now
    return bucket
  }

  /** A window lasts at least its interval, and until the next packet comes. */
  private window(bucket: Bucket, now: number): Bucket {
    const [lasted, interval] = [now - bucket.last, this.match.interval * HZ]
    if (lasted < interval) return bucket
    return Object.assign(bucket, { last: now, fast: bucket.came * interval > lasted * this.most, came: 0 })
  }

  /** Whether this packet is among those that a window may have at once. */
  within(bucket: Bucket, length: number): boolean {
    const { bytes, burst } = this.match
    bucket.came += bytes ? length : 1
    return !bucket.fast && bucket.came <= (bytes ? (burst || 1) * this.most : burst + this.most)
  }

  /**
   * The kernel looks for old entries at fixed times; what it would have found by now is gone. Its rules are never loaded in the
   * very jiffy of the first packet, as ours may be: an entry as old as a whole number of intervals is not old enough yet.
   */
  private sweep(now: number): void {
    const last = now - ((now - this.swept) % this.interval)
    if (last === this.swept) return
    this.swept = last
    for (const [key, { expires }] of this.buckets) if (expires < last) this.buckets.delete(key)
  }
}

export function hashlimit(match: Match, env: NodeEnv): Test {
  const table = shelfOf(env).take(match, Table, (first) => new Table(first, env))
  const { mode, srcmask, dstmask } = table.match
  const bySource = mode.includes('srcip') ? mask(srcmask) : 0
  const byDestination = mode.includes('dstip') ? mask(dstmask) : 0
  const sport = mode.includes('srcport')
  const dport = mode.includes('dstport')
  return (v) => {
    let key = `${v.src & bySource} ${v.dst & byDestination}`
    if (sport || dport) {
      const at = portsAt(v)
      if (at !== NONE && at + 4 > v.end) {
        v.hotdrop = true
        return false
      }
      const port = (offset: number): number => (at === NONE ? 0 : (v.b[at + offset] << 8) | v.b[at + offset + 1])
      key += ` ${sport ? port(0) : ''} ${dport ? port(2) : ''}`
    }
    const bucket = table.bucket(key, jiffies(v.env))
    if (!bucket) {
      v.hotdrop = true
      return false
    }
    if (table.match.windows) return table.within(bucket, v.skb.bytes.length) !== match.above
    const cost = table.match.bytes ? bytesCost(bucket, v.skb.bytes.length, table.cost) : table.cost
    const within = bucket.credit >= cost
    if (within) bucket.credit -= cost
    return within !== match.above
  }
}

/** `hashlimit_byte_cost`: by chunks of 16 bytes; no packet costs more than a full bucket. */
function bytesCost(bucket: Bucket, length: number, chunk: number): number {
  const cost = Math.min(FULL_BYTES, ((length >> 4) + 1) * chunk)
  if (bucket.credit < cost && bucket.refills > 0) {
    bucket.refills--
    bucket.credit = FULL_BYTES
  }
  return cost
}

const NONE = -1
const WITH_PORTS: ReadonlySet<number> = new Set([PROTO.TCP, PROTO.UDP, PROTO.UDPLITE, PROTO.SCTP, PROTO.ESP, 33])

/** Where `proto_ports_offset` looks for ports. */
const portsAt = (v: View): number => (WITH_PORTS.has(v.proto) ? v.at : v.proto === PROTO.AH ? v.at + 4 : NONE)
