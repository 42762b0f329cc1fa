import { describe, expect, test } from 'vitest'
import type { PacketSpec } from '../../packet/spec'
import { Lab, snatTo } from './lab'

const host = (i: number): PacketSpec => ({
  proto: 'udp',
  src: `192.168.1.${10 + i}`,
  dst: '198.51.100.4',
  sport: 5000 + i,
  dport: 53,
})
const syn = (i: number): PacketSpec => ({ ...host(i), proto: 'tcp', dport: 80, flags: 'S', seq: 1000 })
const synAck = (i: number): PacketSpec => ({
  proto: 'tcp',
  src: '198.51.100.4',
  dst: `192.168.1.${10 + i}`,
  sport: 80,
  dport: 5000 + i,
  flags: 'SA',
  seq: 9000,
  ack: 1001,
})

describe('nf_conntrack_max', () => {
  test('a connection that nobody is sure of yet goes, when it stands near enough', () => {
    // One bucket: everybody stands near everybody.
    const lab = new Lab({ sysctl: { max: 3, buckets: 1 } })
    for (let i = 0; i < 5; i++) expect(lab.cross(host(i))).not.toBeNull()
    expect(lab.conntrack.count).toBeLessThanOrEqual(3)
    expect(lab.conntrack.statistics()).toMatchObject({ drop: 0 })
    expect(lab.conntrack.statistics().early_drop).toBeGreaterThan(0)
  })

  test('open connections stay: the new packet is dropped, and the kernel’s log says so', () => {
    const lab = new Lab({ sysctl: { max: 2, buckets: 1 }, trace: true })
    for (let i = 0; i < 2; i++) {
      lab.cross(syn(i))
      lab.cross(synAck(i))
      lab.cross({ ...syn(i), flags: 'A', seq: 1001, ack: 9001 })
    }
    expect(lab.cross(host(7))).toBeNull()
    expect(lab.conntrack.count).toBe(2)
    expect(lab.conntrack.statistics()).toMatchObject({ drop: 1, early_drop: 0 })
    const logged = () => lab.said.flatMap((body) => (body.kind === 'log' ? [body.line] : []))
    expect(logged()).toEqual(['nf_conntrack: nf_conntrack: table full, dropping packet'])

    // Ten lines in five seconds are enough.
    for (let i = 0; i < 20; i++) lab.cross(host(7))
    expect(logged()).toHaveLength(10)
    lab.wait(6)
    lab.cross(host(7))
    expect(logged().slice(10)).toEqual([
      'net_ratelimit: 11 callbacks suppressed',
      'nf_conntrack: nf_conntrack: table full, dropping packet',
    ])
  })
})

test('what conntrack -S counts, as Linux 6.18.44 counted it', () => {
  const lab = new Lab({ snat: snatTo('203.0.113.5:2000-2002') })
  for (let i = 0; i < 3; i++) lab.cross({ ...host(0), sport: 5000 + i })
  // How many tries those took is a matter of luck.
  const { found } = lab.conntrack.statistics()
  // Three tries; then one for the own port, and three more.
  lab.cross({ ...host(0), sport: 5003 })
  expect(lab.conntrack.statistics()).toMatchObject({ found: found + 3, insert_failed: 1, drop: 1 })
  lab.cross({ ...host(0), sport: 2000 })
  expect(lab.conntrack.statistics()).toMatchObject({ found: found + 7, insert_failed: 2, drop: 2 })
  // A FIN out of nowhere, and an answer to an echo that nobody sent.
  lab.cross({ ...syn(1), flags: 'FA' })
  lab.cross({ proto: 'icmp', src: '198.51.100.4', dst: '203.0.113.5', type: 0, id: 7, seq: 1 })
  expect(lab.conntrack.statistics()).toMatchObject({ invalid: 2, error: 0 })
})

test('every entry stands in two chains, and the chains are as many as the buckets at most', () => {
  const lab = new Lab({ sysctl: { buckets: 16 } })
  for (let i = 0; i < 40; i++) lab.cross(host(i))
  const buckets = lab.conntrack.buckets()
  expect(buckets.length).toBeLessThanOrEqual(16)
  expect(buckets.every(({ bucket }) => bucket >= 0 && bucket < 16)).toBe(true)
  const records = buckets.flatMap(({ chain }) => chain)
  expect(new Set(records).size).toBe(80)
  expect(records).toHaveLength(80)
})
