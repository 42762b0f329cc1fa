import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address } from '../../packet/address'
import { EntryTable } from './table'
import { bucketOf } from '../../model/tuple-hash'
import { invert, type Key, newKey, sameKey } from './tuple'

const key = (src: number, dst: number, sport: number, dport: number, proto = 6): Key =>
  Int32Array.of(src, dst, (sport << 16) | dport, proto, 0)

function add(table: EntryTable, original: Key): number {
  const reply = newKey()
  invert(reply, original)
  const h = table.allocate(original, reply)
  table.setExpires(h, 1)
  table.insert(h)
  return h
}

function remove(table: EntryTable, h: number): void {
  table.remove(h)
  table.release(h)
}

/** Few addresses and ports, so that chains form and entries cross each other. */
const flows = fc.array(fc.record({ host: fc.nat(3), port: fc.nat(40), gone: fc.boolean() }), { maxLength: 300 })

describe('an entry is found by both of its tuples', () => {
  test('as long as it is there, whoever comes and goes beside it', () => {
    fc.assert(
      fc.property(flows, (steps) => {
        const table = new EntryTable()
        const there = new Map<string, number>()
        for (const { host, port, gone } of steps) {
          const original = key(address('10.0.0.1') + host, address('198.51.100.4'), 1024 + port, 80)
          const h = there.get(`${host}:${port}`)
          if (h === undefined) there.set(`${host}:${port}`, add(table, original))
          else if (gone) {
            remove(table, h)
            there.delete(`${host}:${port}`)
          }
        }
        expect(table.index.count).toBe(2 * there.size)
        const reply = newKey()
        for (let host = 0; host < 4; host++) {
          for (let port = 0; port <= 40; port++) {
            const original = key(address('10.0.0.1') + host, address('198.51.100.4'), 1024 + port, 80)
            invert(reply, original)
            const h = there.get(`${host}:${port}`) ?? 0
            expect(table.index.find(original)).toBe(2 * h)
            expect(table.index.find(reply)).toBe(h === 0 ? 0 : 2 * h + 1)
          }
        }
      }),
    )
  })

  test('a handle that is free again is used again', () => {
    const table = new EntryTable()
    const h = add(table, key(1, 2, 3, 4))
    remove(table, h)
    expect(add(table, key(5, 6, 7, 8))).toBe(h)
    expect(table.index.find(key(1, 2, 3, 4))).toBe(0)
  })
})

describe('size', () => {
  /** Clients of one network behind one address, the shape of a real NAT's table. */
  function filled(entries: number): EntryTable {
    const table = new EntryTable()
    const original = newKey()
    const reply = newKey()
    for (let i = 0; i < entries; i++) {
      original.set(key(address('10.0.0.1') + (i >> 9), address('198.51.100.4') + (i & 7), 1024 + (i % 60_000), 443))
      reply.set(key(original[1], address('203.0.113.5'), 443, 1024 + (i % 60_000)))
      reply[1] += Math.floor(i / 60_000)
      const h = table.allocate(original, reply)
      table.setExpires(h, i)
      table.insert(h)
    }
    return table
  }

  test.each([1_000, 65_536, 300_000])('%i entries: a hit looks at no more than 1.6 slots on average', (entries) => {
    expect(filled(entries).index.meanProbes()).toBeLessThan(1.6)
  })

  test('65,536 entries take at most 128 bytes each, with index and timers', () => {
    expect(filled(65_536).memory / 65_536).toBeLessThanOrEqual(128)
  })
})

describe('buckets, as the kernel would have them', () => {
  test('every record is in its bucket and in no other', () => {
    const table = new EntryTable()
    for (let i = 0; i < 500; i++) add(table, key(i, 7, i * 31, 80))
    const buckets = 100
    const met = new Set<number>()
    for (let b = 0; b < buckets; b++) {
      const hash = Math.ceil((b * 2 ** 32) / buckets)
      table.index.eachInBuckets(hash, buckets, 1, (record, bucket) => {
        expect(bucketOf(table.index.hash(record), buckets)).toBe(bucket)
        met.add(record)
        return true
      })
    }
    expect(met.size).toBe(1000)
  })
})

test('turning a tuple round twice gives it back', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.nat(0xffff),
      fc.nat(0xffff),
      fc.constantFrom(6, 17, 47, 132),
      (s, d, sp, dp, p) => {
        const once = newKey()
        const twice = newKey()
        const original = key(s, d, sp, dp, p)
        expect(invert(once, original) && invert(twice, once)).toBe(true)
        expect(sameKey(twice, original)).toBe(true)
      },
    ),
  )
})
