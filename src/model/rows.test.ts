import { expect, test } from 'vitest'
import type { Entry } from './conntrack'
import { entryAt, makeRows, ROW_BYTES, rowsOf } from './rows'

const ends = { src: '192.168.1.10', dst: '198.51.100.4' }
const back = { src: '198.51.100.4', dst: '203.0.113.5' }
const common = {
  born: 12,
  confirmed: true,
  seenReply: true,
  srcNat: true,
  dstNat: false,
  mark: 0xffffffff,
  timeout: 30e6,
}
const entries: Entry[] = [
  {
    ...common,
    id: 1,
    original: { proto: 6, ...ends, sport: 54321, dport: 443 },
    reply: { proto: 6, ...back, sport: 443, dport: 54321 },
    tcp: 'SYN_RECV',
    assured: true,
    expires: 60e6,
  },
  {
    ...common,
    id: 2,
    original: { proto: 1, ...ends, type: 8, code: 0, id: 7 },
    reply: { proto: 1, ...back, type: 0, code: 0, id: 7 },
    confirmed: false,
    assured: false,
    expires: null,
  },
  { ...common, id: 9, original: { proto: 47, ...ends }, reply: { proto: 47, ...back }, assured: false, expires: 1 },
]

test('entries go into columns and come out as they were', () => {
  const rows = rowsOf(new Map(entries.map((entry) => [entry.id, entry])))
  expect(entries.map((_, i) => entryAt(rows, i))).toEqual(entries)
})

test('all columns are on one buffer, so that one transfer takes them', () => {
  const rows = rowsOf(new Map(entries.map((entry) => [entry.id, entry])))
  const again = makeRows(3, rows.count, rows.buffer)
  expect(rows.buffer.byteLength).toBe(3 * ROW_BYTES)
  expect(entryAt(again, 1)).toEqual(entries[1])
})

test('both tuples have their hash, an ICMP query by its identifier', () => {
  const rows = rowsOf(new Map(entries.map((entry) => [entry.id, entry])))
  const all = [...rows.hash, ...rows.rhash]
  expect(new Set(all).size).toBe(6)
  expect(all.every((hash) => hash !== 0)).toBe(true)
})
