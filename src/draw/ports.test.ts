import { expect, test } from 'vitest'
import type { Entry } from '../model/conntrack'
import { rowsOf } from '../model/rows'
import { address } from '../packet/address'
import { outsides, portsOf } from './ports'

let id = 0
const entry = (src: string, sport: number, dst: string, port: number, proto = 6): Entry => ({
  id: ++id,
  original: { proto, src, dst, sport, dport: 443 },
  reply: { proto, src: dst, dst: '203.0.113.5', sport: 443, dport: port },
  born: 0,
  confirmed: true,
  seenReply: true,
  assured: true,
  srcNat: true,
  dstNat: false,
  mark: 0,
  expires: 1,
  timeout: 1,
})
const rows = (...entries: Entry[]) => rowsOf(new Map(entries.map((e) => [e.id, e])))

const some = rows(
  entry('192.168.1.10', 5000, '198.51.100.4', 5000),
  entry('192.168.1.11', 5000, '198.51.100.4', 1024),
  entry('192.168.1.11', 6000, '198.51.100.4', 6000),
  entry('192.168.1.11', 5000, '198.51.100.7', 5000),
  entry('192.168.1.10', 5000, '198.51.100.4', 5000, 17),
)
const wan = address('203.0.113.5')

test('ports belong to who has them, the busiest host first', () => {
  const { owner, owners, used, entries } = portsOf(some, wan, 6)
  expect([used, entries]).toEqual([3, 4])
  expect(owners.map(({ ports }) => ports)).toEqual([2, 1])
  expect([owner[5000], owner[1024], owner[6000], owner[7000]]).toEqual([2, 1, 1, 0])
})

test('one port serves several destinations at once', () => {
  expect(portsOf(some, wan, 6).times[5000]).toBe(2)
  expect(portsOf(some, wan, 6, { dst: address('198.51.100.7'), dport: 443 }).used).toBe(1)
})

test('what can be looked at: each outside address and protocol', () => {
  expect(outsides(some)).toEqual([
    { address: wan, proto: 6, entries: 4 },
    { address: wan, proto: 17, entries: 1 },
  ])
})
