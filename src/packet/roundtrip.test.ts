import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build } from './build'
import { toHex } from './bytes'
import * as ipv4 from './ipv4'
import { parse } from './parse'
import type { PacketSpec } from './spec'
import { FLAG_LETTERS } from './tcp'

const hex = (max: number) => fc.uint8Array({ maxLength: max }).map((b) => toHex(b))
const word = fc.integer({ min: 0, max: 0xffff })
const long = fc.integer({ min: 0, max: 0xffffffff })
const byte = fc.integer({ min: 0, max: 255 })
const addr = fc.tuple(byte, byte, byte, byte).map((o) => o.join('.'))

/** Leaves out what `parse` leaves out: zero and empty. */
const lean = (spec: PacketSpec): PacketSpec =>
  Object.fromEntries(
    Object.entries(spec).filter(
      ([k, v]) => !(['tos', 'ipid', 'frag', 'df', 'mf', 'payload', 'options', 'nocsum'].includes(k) && !v),
    ),
  ) as unknown as PacketSpec

const head = { src: addr, dst: addr, ttl: byte, tos: byte, ipid: word, df: fc.boolean() }
const flags = fc.subarray(FLAG_LETTERS.split('')).map((letters) => letters.join(''))
const options = fc
  .integer({ min: 0, max: 10 })
  .chain((n) => fc.uint8Array({ minLength: 4 * n, maxLength: 4 * n }))
  .map((b) => toHex(b))

const tcp = fc.record({
  ...head,
  proto: fc.constant('tcp' as const),
  sport: word,
  dport: word,
  seq: long,
  ack: long,
  window: word,
  flags,
  options,
  payload: hex(40),
})
const udp = fc.record({
  ...head,
  proto: fc.constant('udp' as const),
  sport: word,
  dport: word,
  payload: hex(40),
  nocsum: fc.boolean(),
})
const echo = fc.record({
  ...head,
  proto: fc.constant('icmp' as const),
  type: fc.constantFrom(0, 8, 13, 14),
  code: byte,
  id: word,
  seq: word,
  payload: hex(40),
})
const other = fc.record({ ...head, proto: fc.constantFrom('sctp' as const, 'gre' as const, 99, 50), payload: hex(40) })
const simple: fc.Arbitrary<PacketSpec> = fc.oneof(
  fc.oneof(tcp, udp, echo).map(lean),
  other.map((p) => ({ ...lean(p), payload: p.payload })),
)
const error: fc.Arbitrary<PacketSpec> = fc
  .record({
    ...head,
    proto: fc.constant('icmp' as const),
    type: fc.constantFrom(3, 4, 5, 11, 12),
    code: byte,
    rest: fc.uint8Array({ minLength: 4, maxLength: 4 }).map((b) => toHex(b)),
    inner: simple,
  })
  .map(lean)
const any = fc.oneof({ weight: 4, arbitrary: simple }, error)

describe('build and parse', () => {
  it('are each other’s inverse, and every checksum is right', () => {
    fc.assert(
      fc.property(any, (spec) => {
        expect(parse(build(spec))).toEqual(spec)
      }),
    )
  })

  it('write what they read, to the byte', () => {
    fc.assert(
      fc.property(any, (spec) => {
        expect(toHex(build(parse(build(spec))))).toBe(toHex(build(spec)))
      }),
    )
  })

  it('make packets that the IPv4 input checks accept', () => {
    fc.assert(
      fc.property(any, (spec) => {
        expect(ipv4.wellFormed(build(spec))).toBe(true)
      }),
    )
  })

  it('see any flipped bit of a checksummed header and payload', () => {
    const flip = fc.tuple(fc.oneof(tcp, echo).map(lean), fc.nat(), fc.integer({ min: 0, max: 7 }))
    fc.assert(
      fc.property(flip, ([spec, place, bit]) => {
        const b = build(spec)
        b[20 + (place % (b.length - 20))] ^= 1 << bit
        const seen = parse(b)
        // The type may have become an error's: then its payload is read as a packet, but the sum is wrong all the same.
        expect(seen.bad_checksum).toBe(true)
      }),
    )
  })
})

describe('parse', () => {
  const syn: PacketSpec = {
    src: '192.168.1.10',
    dst: '198.51.100.4',
    ttl: 64,
    proto: 'tcp',
    sport: 54321,
    dport: 443,
    flags: 'S',
    seq: 1000,
    ack: 0,
    window: 64240,
  }

  it('reads what is left of a packet inside an ICMP error, without an opinion on its checksum', () => {
    const start = build(syn).slice(0, 28)
    const { flags: _flags, ack: _ack, window: _window, ...rest } = syn
    expect(parse(start, true)).toEqual(rest)
  })

  it('names a wrong header checksum and a wrong TCP checksum apart', () => {
    const b = build(syn)
    b[10] ^= 1
    expect(parse(b)).toEqual({ ...syn, bad_ip_checksum: true })
    b[10] ^= 1
    b[36] ^= 1
    expect(parse(b)).toEqual({ ...syn, bad_checksum: true })
  })

  it('reads a later fragment as payload', () => {
    const spec: PacketSpec = {
      src: '192.0.2.1',
      dst: '192.0.2.2',
      ttl: 64,
      proto: 'udp',
      ipid: 7,
      mf: true,
      frag: 185,
      payload: '0011223344556677',
    }
    expect(parse(build(spec))).toEqual(spec)
  })

  it('says that IPv6 is not modelled', () => {
    expect(() => parse(Uint8Array.from({ length: 40 }, (_, i) => (i === 0 ? 0x60 : 0)))).toThrow(
      'IPv6 is not modelled yet',
    )
    expect(() => build({ ...syn, src: '2001:db8::1' })).toThrow('src: IPv6 is not modelled yet')
  })
})

describe('build', () => {
  it.each<[string, Partial<PacketSpec>]>([
    ['dst: "198.51.100"; an IPv4 address was expected', { dst: '198.51.100' }],
    ['sport: 65536; a whole number from 0 to 65535 was expected', { sport: 65536 }],
    ['flags: "SX"; letters of SAFRPUEC were expected', { flags: 'SX' }],
    ['payload: "abc"; pairs of hex digits were expected', { payload: 'abc' }],
    ['options: 44 bytes; at most 40 fit', { options: '01'.repeat(44) }],
  ])('refuses: %s', (message, wrong) => {
    expect(() => build({ src: '192.0.2.1', dst: '192.0.2.2', proto: 'tcp', ...wrong })).toThrow(message)
  })
})
