/**
 * The hash table as the kernel keeps it: an entry stands in two chains, once for each of its tuples. Which bucket a tuple falls into
 * is drawn by lot when a kernel starts (`nf_conntrack_hash_rnd`), so here as there it means nothing but by comparison.
 */
import type { Core } from './core'
import { isOver } from './lifetime'
import { bucketOf } from '../../model/tuple-hash'

export interface Bucket {
  /** From 0 to `nf_conntrack_buckets` less one. */
  bucket: number
  /** Record numbers, handle * 2 + direction. */
  chain: number[]
}

/** Buckets in order, without the empty ones; entries that are over are left out. */
export function bucketsOf(core: Core): Bucket[] {
  const { table, settings } = core
  const chains = new Map<number, number[]>()
  for (const h of table.confirmed()) {
    if (isOver(core, h)) continue
    for (const record of [2 * h, 2 * h + 1]) {
      const bucket = bucketOf(table.index.hash(record), settings.buckets)
      const chain = chains.get(bucket)
      // The kernel puts a new one at the front.
      if (chain) chain.unshift(record)
      else chains.set(bucket, [record])
    }
  }
  return [...chains].map(([bucket, chain]) => ({ bucket, chain })).toSorted((a, b) => a.bucket - b.bucket)
}
