/** How tuples are spread over the hash table: the engine finds entries by it, the page shows their buckets. */

/** Signed; every bit of the tuple counts in every bit of the result. `parts` is the ports, `source << 16 | destination`. */
export function hashTuple(src: number, dst: number, parts: number, proto: number, zone: number): number {
  let h = Math.imul(src ^ 0x5bd1e995, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15) ^ dst, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ parts, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16) ^ proto ^ (zone << 8), 0x27d4eb2f)
  return h ^ (h >>> 15)
}

/** `reciprocal_scale`: a hash onto [0, buckets). */
export const bucketOf = (hash: number, buckets: number): number => Math.floor(((hash >>> 0) * buckets) / 2 ** 32)
