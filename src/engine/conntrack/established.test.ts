import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build } from '../../packet/build'
import { sameBytes } from '../../packet/bytes'
import type { PacketSpec } from '../../packet/spec'
import { Lab, snatTo } from './lab'

const CLIENT = { src: '192.168.1.10', dst: '198.51.100.4', sport: 54321, dport: 443 }
const SERVER = { src: '198.51.100.4', dst: '203.0.113.5', sport: 443, dport: 54321 }
/** No option; timestamps; SACK of what lies a little ahead of 9001. */
const OPTIONS = ['', '0101080a0000000100000002', '0101050a0000234200002350']

const packet = fc.record({
  reply: fc.boolean(),
  flags: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('A', 'PA', 'AE') },
    fc.constantFrom('FA', 'RA', 'S', 'AU', 'SA'),
  ),
  // Near what was sent, so that most are in the window and some are not.
  seq: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -2, max: 40 }) }, fc.integer({ min: -90_000, max: 90_000 })),
  ack: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -2, max: 4 }) }, fc.integer({ min: -90_000, max: 90_000 })),
  window: fc.constantFrom(0, 1, 500, 65_535),
  data: fc.integer({ min: 0, max: 9 }),
  options: fc.constantFrom(...OPTIONS),
  wait: fc.constantFrom(0, 0, 0, 1, 100),
  broken: fc.oneof({ weight: 15, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 45 })),
})

/** Two routers see the same packets: nobody listens to one, which takes the fast path where it may; the other one's trace is heard. */
function sideBySide(handshake: readonly PacketSpec[]) {
  const [fast, slow] = [false, true].map((trace) => new Lab({ snat: snatTo('203.0.113.5'), trace }))
  const see = (bytes: Uint8Array, outwards: boolean) => {
    const [a, b] = [fast, slow].map((lab) => lab.crossBytes(bytes, outwards))
    expect(a).toEqual(b)
    expect(fast.state).toBe(slow.state)
    expect(sameBytes(fast.conntrack.table.bytes, slow.conntrack.table.bytes), 'the entries').toBe(true)
  }
  for (const spec of handshake) see(build(spec), spec.src === CLIENT.src)
  return {
    wait: (seconds: number) => [fast, slow].forEach((lab) => lab.wait(seconds)),
    see: (spec: PacketSpec, broken: number) => {
      const bytes = build(spec)
      if (broken > 0 && broken < bytes.length) bytes[broken] ^= 0x11
      see(bytes, spec.src === CLIENT.src)
      expect(fast.list).toEqual(slow.list)
    },
  }
}

test('TCP: the fast path does to packets and entries just what the slow one does', () => {
  const handshakes = ['', '0303070402010100', '04020101'].map((options): PacketSpec[] => [
    { ...CLIENT, proto: 'tcp', flags: 'S', seq: 1000, options },
    { ...SERVER, proto: 'tcp', flags: 'SA', seq: 9000, ack: 1001, options },
    { ...CLIENT, proto: 'tcp', flags: 'A', seq: 1001, ack: 9001 },
  ])
  fc.assert(
    fc.property(fc.constantFrom(...handshakes), fc.array(packet, { maxLength: 30 }), (handshake, packets) => {
      const routers = sideBySide(handshake)
      const next = [1001, 9001]
      for (const { reply, flags, seq, ack, window, data, options, wait, broken } of packets) {
        routers.wait(wait)
        const [mine, theirs] = reply ? [1, 0] : [0, 1]
        const numbers = { seq: (next[mine] + seq) >>> 0, ack: (next[theirs] + ack) >>> 0 }
        const spec = {
          ...(reply ? SERVER : CLIENT),
          proto: 'tcp',
          flags,
          window,
          options,
          payload: '61'.repeat(data),
        } as const
        routers.see({ ...spec, ...numbers }, broken)
        if (seq >= 0 && seq < 40) next[mine] = numbers.seq + data
      }
    }),
  )
})

test('UDP: the same', () => {
  const handshake: PacketSpec[] = [
    { ...CLIENT, proto: 'udp', payload: '61' },
    { ...SERVER, proto: 'udp', payload: '62' },
  ]
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 30 }), (packets) => {
      const routers = sideBySide(handshake)
      for (const { reply, data, wait, broken } of packets) {
        routers.wait(wait)
        const nocsum = data === 0
        routers.see({ ...(reply ? SERVER : CLIENT), proto: 'udp', payload: '61'.repeat(data), nocsum }, broken)
      }
    }),
  )
})
