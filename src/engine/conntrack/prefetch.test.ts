import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prefetch } from './prefetch'
import { EntryTable } from './table'
import { invert, newKey } from './tuple'

/** TCP from 10.0.0.1, each from its own port. */
function tableOf(ports: readonly number[]): EntryTable {
  const table = new EntryTable()
  for (const port of ports) {
    const reply = newKey()
    const original = Int32Array.of(0x0a000001, 0x0a000002, (port << 16) | 80, 6, 0)
    invert(reply, original)
    table.insert(table.allocate(original, reply))
  }
  return table
}

test('a burst of any packets, cut short or unknown, changes nothing in the table', () => {
  const ports = fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { maxLength: 100 })
  const packets = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 40 })
  fc.assert(
    fc.property(ports, packets, (taken, burst) => {
      const table = tableOf(taken)
      const before = table.bytes.slice()
      prefetch(table, burst)
      expect(table.bytes).toEqual(before)
      expect(table.index.count).toBe(2 * taken.length)
    }),
  )
})
