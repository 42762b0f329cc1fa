import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRows, ROW, type Rows } from '../../model/rows'
import { address } from '../../packet/address'
import { COLUMN_IDS } from './columns'
import { groupOf } from './groups'
import { lineOf, linesOf } from './lines'
import { radixSort } from './radix'

const wish = { now: 0, narrow: null, sort: null, groupOf: null, closed: new Set<number>() }

/** Rows by original source, destination port and reply destination. */
function table(...list: [src: string, dport: number, rdst: string, flags?: number][]): Rows {
  const rows = makeRows(list.length, list.length)
  list.forEach(([src, dport, rdst, flags = ROW.SRC_NAT], i) => {
    rows.id[i] = i + 1
    rows.proto[i] = 6
    rows.src[i] = address(src)
    rows.dport[i] = dport
    rows.rdst[i] = address(rdst)
    rows.flags[i] = flags
  })
  return rows
}
const three = table(
  ['192.168.1.11', 443, '203.0.113.5'],
  ['192.168.1.10', 80, '203.0.113.5'],
  ['192.168.1.11', 80, '203.0.113.6'],
)
const shown = (change: Partial<Parameters<typeof linesOf>[1]>) => [...linesOf(three, { ...wish, ...change }).at]

describe('lines', () => {
  test('are the rows in their own order', () => expect(shown({})).toEqual([0, 1, 2]))
  test('are filtered', () => {
    expect(shown({ narrow: (rows) => (i) => rows.dport[i] === 80 })).toEqual([1, 2])
  })
  test('are sorted, one way and the other, and equal ones keep their order', () => {
    expect(shown({ sort: { by: 'original', descending: false } })).toEqual([1, 2, 0])
    expect(shown({ sort: { by: 'original', descending: true } })).toEqual([0, 2, 1])
    expect(shown({ sort: { by: 'state', descending: true } })).toEqual([0, 1, 2])
  })
  test('can be sorted by each column', () => {
    for (const by of COLUMN_IDS)
      expect(shown({ sort: { by, descending: false } }).toSorted((a, b) => a - b)).toEqual([0, 1, 2])
  })

  const realms = [{ id: 'a', name: '', note: '', kind: 'private' as const, prefixes: ['192.168.0.0/16'] }]
  test('are grouped by inside host, with a line for each', () => {
    expect(shown({ groupOf: groupOf('inside', three, { realms }) })).toEqual([-1, 1, -2, 0, 2])
  })
  test('are grouped by outside address; a closed group has its own line only', () => {
    const closed = new Set([address('203.0.113.5')])
    const { at, groups } = linesOf(three, { ...wish, groupOf: groupOf('outside', three, { realms }), closed })
    expect([...at]).toEqual([-1, -2, 2])
    expect(groups).toMatchObject([
      { count: 2, open: false },
      { count: 1, open: true },
    ])
  })
  test('know where an entry is', () => {
    const lines = linesOf(three, { ...wish, sort: { by: 'original', descending: false } })
    expect([2, 1, 9, undefined].map((id) => lineOf(lines, three, id))).toEqual([0, 2, -1, -1])
  })
})

test('a radix sort is a stable sort', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffffffff })), fc.boolean(), (keys, descending) => {
      const order = Uint32Array.from(keys.keys())
      radixSort(order, { of: (i) => keys[i], bits: 32 }, descending)
      const sign = descending ? -1 : 1
      expect([...order]).toEqual([...keys.keys()].toSorted((a, b) => sign * (keys[a] - keys[b])))
    }),
  )
})
