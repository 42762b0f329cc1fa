import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRows, ROW } from '../model/rows'
import { bucketOf } from '../model/tuple-hash'
import { chainsOf, fullest, hashPicture } from './buckets'

/** Rows that have nothing but hashes. */
function rowsWith(pairs: readonly (readonly [number, number])[]) {
  const rows = makeRows(pairs.length)
  for (const [hash, rhash] of pairs) {
    rows.hash[rows.count] = hash
    rows.flags[rows.count] = ROW.CONFIRMED
    rows.rhash[rows.count++] = rhash
  }
  return rows
}
const QUARTER = 2 ** 30

describe('the hash table', () => {
  test('each entry stands in two chains', () => {
    const rows = rowsWith([
      [0, QUARTER],
      [1, 3 * QUARTER],
    ])
    const picture = hashPicture(rows, 4)
    expect([...picture.lengths]).toEqual([2, 1, 0, 1])
    expect(picture).toMatchObject({ records: 4, longest: 2, used: 3, histogram: [1, 2, 1], probes: 1.25 })
    expect(fullest(picture, 2)).toEqual([0, 1])
    expect(chainsOf(rows, [1, 0], 4)).toEqual([[1], [2, 0]])
    expect(
      fullest(
        hashPicture(
          rowsWith([
            [0, 1],
            [2, 3],
          ]),
          4,
        ),
        9,
      ),
    ).toEqual([0])
  })

  test('chains and lengths agree, whatever the hashes', () => {
    const hash = fc.nat(2 ** 32 - 1)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hash, hash), { maxLength: 60 }),
        fc.integer({ min: 1, max: 64 }),
        (pairs, buckets) => {
          const rows = rowsWith(pairs)
          const picture = hashPicture(rows, buckets)
          const { lengths, histogram, records, longest, used } = picture
          const all = Array.from({ length: buckets }, (_, bucket) => bucket)
          expect(chainsOf(rows, all, buckets).map((chain) => chain.length)).toEqual([...lengths])
          expect(histogram.reduce((sum, n) => sum + n, 0)).toBe(buckets)
          expect(records).toBe(2 * pairs.length)
          expect(longest).toBe(Math.max(...lengths))
          const filled = all.filter((bucket) => lengths[bucket] > 0)
          expect(used).toBe(filled.length)
          for (const most of [1, 3, 99])
            expect(fullest(picture, most)).toEqual(
              filled.toSorted((a, b) => lengths[b] - lengths[a] || a - b).slice(0, most),
            )
        },
      ),
    )
  })

  test('the last hash is in the last bucket', () => expect(bucketOf(2 ** 32 - 1, 1000)).toBe(999))
})
