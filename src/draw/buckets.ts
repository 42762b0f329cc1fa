/**
 * The conntrack hash table as a picture: an entry stands in two chains, once for each of its tuples. Which bucket a tuple falls into
 * is drawn by lot when a kernel starts (`nf_conntrack_hash_rnd`), so it means nothing but by comparison.
 * An entry that is not confirmed is not in it yet.
 */
import { ROW, type Rows } from '../model/rows'
import { bucketOf } from '../model/tuple-hash'

/** `nf_conntrack_buckets` of Linux 6.18 where nobody set it and there are 4 GiB of memory or more. */
export const DEFAULT_BUCKETS = 262_144

/** A record is row * 2 for the original tuple, + 1 for the reply's. */
export type RecordId = number

export interface HashPicture {
  buckets: number
  records: number
  /** By bucket, at most 255. */
  lengths: Uint8Array
  /** How many buckets have a chain of this length, by length from 0. */
  histogram: number[]
  longest: number
  /** Buckets with something in them. */
  used: number
  /** Records looked at to find one that is there, on average: a chain of n costs (n + 1) / 2. */
  probes: number
}

export function hashPicture(rows: Rows, buckets: number): HashPicture {
  const lengths = new Uint8Array(buckets)
  // Counted as records come, for most of a quarter of a million buckets are empty: this is done at every step.
  const histogram = [buckets]
  let [records, looked] = [0, 0]
  const add = (hash: number): void => {
    const bucket = bucketOf(hash, buckets)
    const length = lengths[bucket]
    if (length === 255) return
    lengths[bucket]++
    histogram[length]--
    histogram[length + 1] = (histogram[length + 1] ?? 0) + 1
    looked += length + 1
  }
  for (let i = 0; i < rows.count; i++) {
    if (!(rows.flags[i] & ROW.CONFIRMED)) continue
    records += 2
    add(rows.hash[i])
    add(rows.rhash[i])
  }
  return {
    buckets,
    records,
    lengths,
    histogram,
    longest: histogram.length - 1,
    used: buckets - histogram[0],
    probes: records === 0 ? 0 : looked / records,
  }
}

/** The records of these buckets, newest first as the kernel chains them; found in one pass. */
export function chainsOf(rows: Rows, wanted: readonly number[], buckets: number): RecordId[][] {
  const chains = new Map(wanted.map((bucket) => [bucket, [] as RecordId[]]))
  for (let i = 0; i < rows.count; i++) {
    if (!(rows.flags[i] & ROW.CONFIRMED)) continue
    chains.get(bucketOf(rows.hash[i], buckets))?.unshift(2 * i)
    chains.get(bucketOf(rows.rhash[i], buckets))?.unshift(2 * i + 1)
  }
  return wanted.map((bucket) => chains.get(bucket) ?? [])
}

/** The fullest buckets, and of one length those in front: `most` of them. */
export function fullest({ lengths, histogram, longest }: HashPicture, most: number): number[] {
  let least = Math.max(1, longest)
  for (let have = histogram[least] ?? 0; least > 1 && have < most; have += histogram[least]) least--
  const found: number[][] = []
  // The plain loop: of all ways to look through so many, the one that takes no time.
  for (let bucket = 0; bucket < lengths.length; bucket++) {
    const length = lengths[bucket]
    if (length < least) continue
    const same = (found[length] ??= [])
    if (same.length < most) same.push(bucket)
  }
  // Lengths that nobody has are holes.
  return Object.values(found).toReversed().flat().slice(0, most)
}
