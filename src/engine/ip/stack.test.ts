/** What one router does with a packet on its tap, drawn as tcpdump would print it on all of them. */
import { describe, expect, test } from 'vitest'
import { build } from '../../packet/build'
import { concat, toHex } from '../../packet/bytes'
import { line } from '../../packet/line'
import { parse } from '../../packet/parse'
import type { PacketSpec } from '../../packet/spec'
import { SECOND } from '../../model/time'
import type { TraceEvent } from '../../model/trace'
import { createWorld } from '../world'
import type { MachineSpec } from '../machine'

const router: MachineSpec = {
  id: 'r',
  kind: 'router',
  interfaces: [
    { name: 'lan0', addresses: ['192.168.1.1/24'] },
    { name: 'wan0', addresses: ['203.0.113.5/24'], mtu: 600 },
  ],
  routes: [
    { to: 'default', via: '203.0.113.1', dev: 'wan0' },
    { to: '10.1.0.0/16', type: 'unreachable' },
    { to: '10.2.0.0/16', type: 'prohibit' },
    { to: '10.3.0.0/16', type: 'blackhole' },
  ],
  services: [
    { proto: 'tcp', port: 80, app: 'http' },
    { proto: 'udp', port: 7, app: 'echo', replies: [0] },
  ],
}

function tap(spec: Partial<MachineSpec> = {}) {
  const events: TraceEvent[] = []
  const world = createWorld({ nodes: [{ ...router, ...spec }], links: [] }, { seed: 1, say: (e) => events.push(e) })
  const out = () => world.drainTaps().map(({ iface, bytes }) => `${iface} ${line(bytes)}`)
  const put = (packet: PacketSpec | Uint8Array, iface = 'lan0') => {
    world.inject('r', iface, packet instanceof Uint8Array ? packet : build(packet))
    world.settle()
  }
  const reason = () => events.flatMap((e) => (e.kind === 'drop' ? e.reason : [])).at(-1)
  return {
    world,
    put,
    reason,
    /** What comes out when `packet` goes in, one line a packet. */
    send(packet: PacketSpec | Uint8Array, iface?: string): string[] {
      put(packet, iface)
      return out()
    },
    /** The same, as meaning. */
    read(packet: PacketSpec, iface?: string): PacketSpec[] {
      put(packet, iface)
      return world.drainTaps().map(({ bytes }) => parse(bytes))
    },
  }
}

const udp: PacketSpec = {
  src: '192.168.1.10',
  dst: '198.51.100.4',
  proto: 'udp',
  sport: 5000,
  dport: 53,
  payload: '6869',
}
const ping: PacketSpec = {
  src: '192.168.1.10',
  dst: '192.168.1.1',
  proto: 'icmp',
  type: 8,
  id: 7,
  seq: 1,
  payload: '61626364',
}
const syn: PacketSpec = {
  src: '192.168.1.10',
  dst: '192.168.1.1',
  proto: 'tcp',
  sport: 5000,
  dport: 81,
  flags: 'S',
  seq: 1000,
}

describe('a packet that passes through', () => {
  test('loses one of its TTL, and nothing else', () => {
    const r = tap()
    expect(r.read(udp)).toEqual([{ ...parse(build(udp)), ttl: 63 }])
  })

  test.each([
    ['TTL 1', { ttl: 1 }, 'ttl', { type: 11, code: 0 }],
    ['an unreachable route', { dst: '10.1.0.1' }, 'no-route', { type: 3, code: 1 }],
    ['a prohibited route', { dst: '10.2.0.1' }, 'prohibited', { type: 3, code: 13 }],
    [
      'too long, and not to be cut',
      { df: true, payload: '61'.repeat(700) },
      'too-big',
      { type: 3, code: 4, rest: '00000258' },
    ],
  ])('%s: dropped, and its sender is told from the address on that side', (_, change, reason, error) => {
    const r = tap()
    const [told, ...more] = r.read({ ...udp, ...change })
    expect(more).toEqual([])
    expect(r.reason()).toBe(reason)
    expect(told).toMatchObject({ src: '192.168.1.1', dst: '192.168.1.10', proto: 'icmp', tos: 0xc0, ttl: 64, ...error })
    expect(told.df).toBeFalsy()
  })

  test('without a route: network unreachable', () => {
    const r = tap({ routes: [] })
    expect(r.read(udp)).toMatchObject([{ type: 3, code: 0 }])
  })

  test.each([
    ['a blackhole', {}, { dst: '10.3.0.1' }, 'blackhole'],
    ['a node that does not forward', { forward: false }, {}, 'not-forwarding'],
    ['no address at all', {}, { dst: '0.0.0.0' }, 'martian'],
    ['a loopback source', {}, { src: '127.0.0.1' }, 'martian'],
    ["the router's own address as source", {}, { src: '203.0.113.5' }, 'martian'],
    ['a multicast group nobody is in', {}, { dst: '224.0.0.251' }, 'not-for-us'],
  ])('%s: silence', (_, spec, change, reason) => {
    const r = tap(spec)
    expect(r.send({ ...udp, ...change })).toEqual([])
    expect(r.reason()).toBe(reason)
  })

  test('with rp_filter, a source that lives elsewhere is a martian', () => {
    const r = tap({ sysctl: { 'net.ipv4.conf.all.rp_filter': 1 } })
    expect(r.send({ ...udp, src: '198.51.100.9' })).toEqual([])
    expect(r.reason()).toBe('martian')
    expect(r.send(udp)).toHaveLength(1)
  })

  test('too long for the wire: cut into pieces that add up', () => {
    const r = tap()
    const pieces = r.read({ ...udp, ipid: 9, payload: '61'.repeat(1000) })
    expect(pieces.map(({ frag = 0, mf = false, ipid, ttl }) => ({ frag, mf, ipid, ttl }))).toEqual([
      { frag: 0, mf: true, ipid: 9, ttl: 63 },
      { frag: 72, mf: false, ipid: 9, ttl: 63 },
    ])
  })

  test.each([
    ['cut short', (b: Uint8Array) => b.slice(0, 25), 'bad-header'],
    ['IP version 6', (b: Uint8Array) => Uint8Array.from(b, (x, i) => (i === 0 ? 0x65 : x)), 'bad-header'],
    [
      'a wrong header checksum',
      (b: Uint8Array) => Uint8Array.from(b, (x, i) => (i === 10 ? x ^ 1 : x)),
      'bad-checksum',
    ],
  ])('%s: dropped before anybody looks', (_, spoil, reason) => {
    const r = tap()
    expect(r.send(spoil(build(udp)))).toEqual([])
    expect(r.reason()).toBe(reason)
  })

  test('what follows the packet in the frame is cut off', () => {
    const r = tap()
    expect(r.send(concat(build(udp), new Uint8Array(18)))).toEqual(r.send(udp))
  })
})

describe('a packet for the router', () => {
  test('ping is answered from the address that was asked, TOS repeated', () => {
    const r = tap()
    expect(r.read({ ...ping, dst: '203.0.113.5', tos: 0x10 })).toMatchObject([
      { src: '203.0.113.5', dst: '192.168.1.10', type: 0, id: 7, seq: 1, payload: '61626364', tos: 0x10, ttl: 64 },
    ])
  })

  test('a broadcast ping is not', () => {
    const r = tap()
    expect(r.send({ ...ping, dst: '192.168.1.255' })).toEqual([])
    expect(r.reason()).toBe('unwanted')
  })

  test('a closed TCP port: RST', () => {
    const r = tap()
    expect(r.send(syn)).toEqual([
      'lan0 192.168.1.1.81 > 192.168.1.10.5000: Flags [R.], seq 0, ack 1001, win 0, length 0',
    ])
    expect(r.send({ ...syn, flags: 'A', ack: 77, payload: '6162' })).toEqual([
      'lan0 192.168.1.1.81 > 192.168.1.10.5000: Flags [R], seq 77, win 0, length 0',
    ])
    expect(r.send({ ...syn, flags: 'F', payload: '6162' })).toEqual([
      'lan0 192.168.1.1.81 > 192.168.1.10.5000: Flags [R.], seq 0, ack 1003, win 0, length 0',
    ])
    expect(r.send({ ...syn, flags: 'R' })).toEqual([])
  })

  test('a closed UDP port: port unreachable; an unknown protocol: protocol unreachable', () => {
    const r = tap()
    expect(r.read({ ...udp, dst: '192.168.1.1' })).toMatchObject([{ type: 3, code: 3, src: '192.168.1.1' }])
    expect(r.reason()).toBe('no-port')
    expect(r.read({ ...udp, dst: '203.0.113.5', proto: 253 })).toMatchObject([{ type: 3, code: 2, src: '203.0.113.5' }])
    expect(r.reason()).toBe('no-protocol')
  })

  test('an open UDP port answers from the address that was asked', () => {
    const r = tap()
    expect(r.read({ ...udp, dst: '203.0.113.5', dport: 7 })).toMatchObject([
      { src: '203.0.113.5', sport: 7, dport: 5000, payload: '6869' },
    ])
  })

  test('an open TCP port: SYN-ACK with only the options that were offered', () => {
    const r = tap()
    const [synAck] = r.read({ ...syn, dport: 80, options: '020405b4' })
    expect(synAck).toMatchObject({ flags: 'SA', ack: 1001, window: 64240, options: '020405b4', df: true })
  })

  test('wrong transport checksums are dropped', () => {
    const r = tap()
    for (const packet of [ping, { ...syn, dport: 80 }, { ...udp, dst: '192.168.1.1', dport: 7 }]) {
      const bytes = build(packet)
      bytes[bytes.length - 1] ^= 1
      expect(r.send(bytes)).toEqual([])
      expect(r.reason()).toBe('bad-checksum')
    }
  })

  test('pieces are put together again, in whatever order they come', () => {
    const whole = parse(build({ ...ping, ipid: 3, payload: '61'.repeat(40) }))
    const bytes = build(whole)
    const piece = (from: number, to: number, mf: boolean): PacketSpec => ({
      src: ping.src,
      dst: ping.dst,
      proto: 1,
      ipid: 3,
      mf,
      frag: from / 8,
      payload: toHex(bytes, 20 + from, 20 + to),
    })
    const r = tap()
    expect(r.send(piece(24, 48, false))).toEqual([])
    expect(r.send(piece(0, 8, true))).toEqual([])
    expect(r.read(piece(8, 24, true))).toMatchObject([{ type: 0, payload: whole.payload }])
  })

  test('a first piece whose rest never comes: time exceeded, code 1, after half a minute', () => {
    const r = tap()
    r.put({ ...ping, proto: 1, mf: true, payload: toHex(build(ping), 20) })
    r.world.runUntil(29 * SECOND)
    expect(r.world.drainTaps()).toEqual([])
    r.world.runUntil(31 * SECOND)
    expect(r.world.drainTaps().map(({ bytes }) => parse(bytes))).toMatchObject([{ type: 11, code: 1 }])
  })
})

describe('ICMP errors are never sent about', () => {
  const inner = { ...udp }
  test.each([
    [
      'another error',
      { ...ping, ttl: 1, dst: '198.51.100.4', type: 3, code: 1, inner, rest: '00000000', payload: undefined },
    ],
    ['a later fragment', { ...udp, proto: 17, ttl: 1, frag: 10 }],
    ['a broadcast', { ...udp, dst: '192.168.1.255' }],
  ] as [string, PacketSpec][])('%s', (_, packet) => {
    expect(tap().send(packet)).toEqual([])
  })

  test('and hold at most 576 bytes', () => {
    const [error] = tap().read({ ...udp, ttl: 1, payload: '61'.repeat(900) })
    expect(build(error).length).toBeLessThanOrEqual(576)
  })
})
