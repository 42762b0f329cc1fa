import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { build } from '../../packet/build'
import { sameBytes } from '../../packet/bytes'
import { parse } from '../../packet/parse'
import type { PacketSpec } from '../../packet/spec'
import type { EventOf } from '../../model/trace'
import { dnatTo, Lab, snatTo } from '../conntrack/lab'

const host = fc.nat(250).map((n) => `192.168.1.${n + 2}`)
const server = fc.nat(250).map((n) => `198.51.100.${n + 2}`)
const port = fc.integer({ min: 1, max: 65535 })
const payload = fc.uint8Array({ maxLength: 9 }).map((b) => Buffer.from(b).toString('hex'))

const packet: fc.Arbitrary<PacketSpec> = fc.oneof(
  fc.record({
    src: host,
    dst: server,
    proto: fc.constant('udp' as const),
    sport: port,
    dport: port,
    payload,
    nocsum: fc.boolean(),
  }),
  fc.record({
    src: host,
    dst: server,
    proto: fc.constant('tcp' as const),
    sport: port,
    dport: port,
    flags: fc.constant('S'),
  }),
  fc.record({
    src: host,
    dst: server,
    proto: fc.constant('icmp' as const),
    type: fc.constant(8),
    id: port,
    payload,
  }),
  fc.record({ src: host, dst: server, proto: fc.constant(99), payload }),
)

/** The other end's answer: ends swapped. */
function answer(p: PacketSpec): PacketSpec {
  const back: PacketSpec = { ...p, src: p.dst, dst: p.src }
  if (p.proto === 'tcp')
    Object.assign(back, { sport: p.dport, dport: p.sport, flags: 'SA', seq: 7, ack: (p.seq ?? 0) + 1 })
  if (p.proto === 'udp') Object.assign(back, { sport: p.dport, dport: p.sport })
  if (p.proto === 'icmp') back.type = 0
  return back
}

const addresses = fc.constantFrom(
  '203.0.113.5',
  '203.0.113.8-203.0.113.15',
  '203.0.113.5:4000-4005',
  '203.0.113.5:1-65535',
)

describe('translation', () => {
  test('leaves every checksum right, and takes a UDP checksum that is not there for what it is', () => {
    fc.assert(
      fc.property(packet, addresses, fc.boolean(), (p, to, random) => {
        const out = new Lab({ snat: snatTo(to, { random }) }).cross(p)
        const seen = parse(out!)
        expect([seen.bad_checksum, seen.bad_ip_checksum]).toEqual([undefined, undefined])
        expect(seen.src).toMatch(/^203\.0\.113\./)
        expect(seen.nocsum ?? false).toBe(p.nocsum ?? false)
        // RFC 1624's result is to the bit what a fresh sum gives.
        expect(sameBytes(out!, build(seen))).toBe(true)
      }),
    )
  })

  test('is undone for the answer: it reaches who asked, at the port that asked', () => {
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 12 }), addresses, (packets, to) => {
        const lab = new Lab({ snat: snatTo(to) })
        for (const p of packets) {
          const out = lab.cross(p)
          if (!out) continue
          const back = parse(lab.cross(answer(parse(out)))!)
          expect({ ...back, ttl: 64 }).toEqual({ ...parse(build(answer(p))), ttl: 64 })
        }
      }),
    )
  })

  // Measured on Linux 6.18: RFC 1624 on a sum of nothing but zeros gives 0x0000, where 0xffff is right.
  test('breaks the checksum of an echo reply that is zero throughout, as the kernel does', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    const out = lab.cross({ src: '192.168.1.2', dst: '198.51.100.2', proto: 'icmp', type: 8, id: 0, seq: 0 })
    const back = parse(lab.cross(answer(parse(out!)))!)
    expect(back).toMatchObject({ dst: '192.168.1.2', type: 0, id: 0, seq: 0, bad_checksum: true })
  })

  test('never gives two connections the same face', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 40 }), (packets) => {
        const lab = new Lab({ snat: snatTo('203.0.113.5:5000-5003') })
        for (const p of packets) lab.cross(p)
        const replies = lab.list.map((line) => `${line.slice(0, 8)} ${line.slice(line.lastIndexOf('src='))}`)
        expect(new Set(replies).size).toBe(replies.length)
      }),
    )
  })
})

const udp = (last: number, sport: number, more: Partial<PacketSpec> = {}): PacketSpec => ({
  src: `192.168.1.${last}`,
  dst: '198.51.100.4',
  proto: 'udp',
  sport,
  dport: 53,
  ...more,
})
const portOf = (bytes: Uint8Array | null) => parse(bytes!).sport!

describe('the port', () => {
  test('is kept when nobody else has it', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    expect(portOf(lab.cross(udp(10, 4000)))).toBe(4000)
  })

  test.each([
    [80, 1, 511],
    [600, 600, 1023],
    [1000, 600, 1023],
    [4000, 1024, 65535],
  ])('%i, taken, is looked for from %i to %i', (own, low, high) => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    lab.cross(udp(10, own))
    for (let last = 11; last < 31; last++) {
      const found = portOf(lab.cross(udp(last, own)))
      expect(found).toBeGreaterThanOrEqual(low)
      expect(found).toBeLessThanOrEqual(high)
    }
  })

  test('is shared by flows to different servers', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    lab.cross(udp(10, 4000))
    expect(portOf(lab.cross(udp(11, 4000, { dst: '198.51.100.7' })))).toBe(4000)
  })

  test('that one source was given once serves it for other servers too', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5') })
    lab.cross(udp(10, 4000))
    const other = portOf(lab.cross(udp(11, 4000)))
    expect(other).not.toBe(4000)
    expect(portOf(lab.cross(udp(11, 4000, { dst: '198.51.100.7' })))).toBe(other)
  })

  test('is another one with --random even when the own one is free', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5', { random: true }) })
    const found = [10, 11, 12, 13].map((last) => portOf(lab.cross(udp(last, 4000))))
    expect(found.every((p) => p >= 1024)).toBe(true)
    expect(new Set([...found, 4000]).size).toBe(5)
  })

  test('may be wished for, and when all wished for are taken the packet is dropped', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5:4000-4003'), trace: true })
    const found = [10, 11, 12, 13].map((last) => portOf(lab.cross(udp(last, 9000))))
    expect(found.toSorted((a, b) => a - b)).toEqual([4000, 4001, 4002, 4003])
    expect(lab.cross(udp(14, 9000))).toBeNull()
    expect(lab.conntrack.dropReason).toBe('nat-exhausted')
    const bind = lab.said.findLast((e): e is EventOf<'nat-bind'> & { n: number; t: number } => e.kind === 'nat-bind')!
    expect(new Set(bind.tries.map((t) => t.takenBy))).toEqual(new Set([1, 2, 3, 4]))
    expect(lab.conntrack.count).toBe(4)
  })

  test('of a destination moves by the rule’s offset', () => {
    const lab = new Lab({ dnat: dnatTo('192.168.1.10:1000-1010', { base: 2000 }) })
    const out = lab.cross({ src: '198.51.100.4', dst: '203.0.113.5', proto: 'udp', sport: 9, dport: 2007 })
    expect(parse(out!)).toMatchObject({ dst: '192.168.1.10', dport: 1007 })
  })

  test('of a connection in TIME_WAIT is given to a SYN beyond it, when nothing else is left', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5:4000-4001') })
    const c = (last: number, flags: string, seq: number, ack = 0): PacketSpec => {
      return { ...udp(last, 9000), proto: 'tcp', flags, seq, ack }
    }
    const s = (flags: string, seq: number, ack: number): PacketSpec => {
      return { src: '198.51.100.4', dst: '203.0.113.5', proto: 'tcp', sport: 53, dport: first, flags, seq, ack }
    }
    const first = portOf(lab.cross(c(10, 'S', 1000)))
    lab.cross(s('SA', 9000, 1001))
    lab.cross(c(10, 'A', 1001, 9001))
    lab.cross(c(10, 'FA', 1001, 9001))
    lab.cross(s('FA', 9001, 1002))
    lab.cross(c(10, 'A', 1002, 9002))
    expect(lab.list[0]).toContain('TIME_WAIT')
    expect(lab.cross(c(11, 'S', 1))).not.toBeNull()
    expect(lab.cross(c(12, 'S', 2))).toBeNull()
    expect(portOf(lab.cross(c(13, 'S', 5000)))).toBe(first)
  })
})

describe('a null binding', () => {
  test('gives way when somebody was mapped onto its port', () => {
    const lab = new Lab({ snat: (skb) => (skb.in?.name === 'lan0' ? snatTo('203.0.113.5')(skb) : null) })
    lab.cross(udp(10, 4000))
    expect(portOf(lab.cross(udp(11, 4000)))).not.toBe(4000)
    // Without NAT, the same two flows pass as they are.
    const plain = new Lab({ nat: true })
    expect([10, 11].map((last) => portOf(plain.cross(udp(last, 4000))))).toEqual([4000, 4000])
  })
})

describe('what the trace says', () => {
  test('each byte that a rewriting changed, and which binding did it', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5'), trace: true })
    const before = build(udp(10, 4000))
    const after = lab.cross(udp(10, 4000))!
    const rewrite = lab.said.find((e): e is EventOf<'rewrite'> & { n: number; t: number } => e.kind === 'rewrite')!
    expect(rewrite.cause).toEqual({ by: 'nat', entry: 1, manip: 'src', direction: 'original' })
    const replayed = before.slice()
    for (const { at, was, now } of rewrite.edits) {
      expect(replayed.slice(at, at + was.length)).toEqual(was)
      replayed.set(now, at)
    }
    expect(replayed).toEqual(after)
  })

  test('an error is rewritten inside and outside', () => {
    const lab = new Lab({ snat: snatTo('203.0.113.5'), trace: true })
    const inner = parse(lab.cross(udp(10, 4000, { payload: '616263' }))!)
    lab.said.length = 0
    const out = lab.cross({ src: '198.51.100.4', dst: '203.0.113.5', proto: 'icmp', type: 3, code: 3, inner })
    const seen = parse(out!)
    expect(seen).toMatchObject({ dst: '192.168.1.10', inner: { src: '192.168.1.10', sport: 4000 } })
    expect([seen.bad_checksum, seen.inner?.bad_checksum, seen.inner?.bad_ip_checksum]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const causes = lab.said.flatMap((e) => (e.kind === 'rewrite' && e.cause.by === 'nat' ? [e.cause] : []))
    expect(causes.map(({ manip, inner: inside }) => [manip, inside ?? false])).toEqual([
      ['src', true],
      ['dst', false],
    ])
  })
})
