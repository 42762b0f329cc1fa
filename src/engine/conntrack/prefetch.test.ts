import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prefetch } from './prefetch'
import { EntryTable } from './table'
import { invert, newKey } from './tuple'

/** TCP from 10.0.0.1, each from its own port: more than are let stay in the cache by themselves. */
const ENTRIES = 10_000

function fullTable(): EntryTable {
  const table = new EntryTable()
  for (let port = 1; port <= ENTRIES; port++) {
    const reply = newKey()
    const original = Int32Array.of(0x0a000001, 0x0a000002, (port << 16) | 80, 6, 0)
    invert(reply, original)
    table.insert(table.allocate(original, reply))
  }
  return table
}

test('a burst of any packets, cut short or unknown, changes nothing in the table', () => {
  const table = fullTable()
  const before = table.bytes.slice()
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 40 }), (packets) => {
      prefetch(table, packets)
      return table.index.count === 2 * ENTRIES
    }),
  )
  expect(table.bytes).toEqual(before)
})
