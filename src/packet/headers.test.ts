import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Icmp, makeIcmp, readIcmp } from './icmp'
import * as ipv4 from './ipv4'
import * as tcp from './tcp'
import { optionText, tcpOptions } from './tcp-options'
import * as udp from './udp'

const byte = fc.nat(0xff)
const word = fc.nat(0xffff)
const long = fc.nat(0xffffffff)
const payload = fc.uint8Array({ maxLength: 30 })
const words = fc.integer({ min: 1, max: 10 }).chain((n) => fc.uint8Array({ minLength: 4 * n, maxLength: 4 * n }))

describe('meaning to bytes and back', () => {
  it('IPv4, with options', () => {
    const header = fc.record({
      src: long,
      dst: long,
      proto: byte,
      ttl: byte,
      tos: byte,
      id: word,
      df: fc.boolean(),
      mf: fc.boolean(),
      fragmentOffset: fc.nat(0x1fff),
      options: words,
    })
    fc.assert(
      fc.property(header, payload, (h, payload) => {
        expect(ipv4.readIpv4(ipv4.makeIpv4(h, payload))).toEqual({ ...h, payload })
      }),
    )
  })

  it('TCP, with options', () => {
    const header = fc.record({
      sport: word,
      dport: word,
      seq: long,
      ack: long,
      flags: byte,
      window: word,
      urgent: word,
      options: words,
    })
    fc.assert(
      fc.property(header, payload, long, long, (h, payload, src, dst) => {
        const b = tcp.makeTcp(h, payload, src, dst)
        expect(tcp.readTcp(b, 0, b.length)).toEqual({ ...h, payload })
        expect(tcp.checksumOk(b, 0, b.length, src, dst)).toBe(true)
      }),
    )
  })

  it('UDP', () => {
    const header = fc.record({ sport: word, dport: word, noChecksum: fc.boolean() })
    fc.assert(
      fc.property(header, payload, long, long, (h, payload, src, dst) => {
        const b = udp.makeUdp(h, payload, src, dst)
        expect(udp.readUdp(b, 0, b.length)).toEqual({ ...h, payload })
        expect(udp.checksumOk(b, 0, b.length, src, dst)).toBe(true)
      }),
    )
  })

  it('ICMP, queries and errors', () => {
    const query = fc.record({ type: fc.constantFrom(0, 8), code: byte, id: word, seq: word, data: payload })
    const error = fc.record({ type: fc.constantFrom(3, 11), code: byte, rest: long, inner: payload })
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<Icmp>[]>(query, error), (m) => {
        const b = makeIcmp(m)
        expect(readIcmp(b, 0, b.length)).toEqual(m)
      }),
    )
  })
})

describe('IPv4', () => {
  it('keeps the header checksum right when the TTL changes', () => {
    fc.assert(
      fc.property(byte, byte, long, (was, now, src) => {
        const b = ipv4.makeIpv4({ src, dst: 1, proto: 17, ttl: was }, new Uint8Array())
        ipv4.setTtl(b, now)
        expect(ipv4.ttl(b)).toBe(now)
        expect(ipv4.wellFormed(b)).toBe(true)
      }),
    )
  })

  it('knows a header that cannot be', () => {
    const good = ipv4.makeIpv4({ src: 1, dst: 2, proto: 17 }, new Uint8Array(8))
    expect(ipv4.wellFormed(good)).toBe(true)
    expect(ipv4.wellFormed(good.subarray(0, 27))).toBe(false)
    expect(ipv4.wellFormed(good.subarray(0, 19))).toBe(false)
    const six = good.slice()
    six[0] = 0x65
    expect(ipv4.wellFormed(six)).toBe(false)
    const summed = good.slice()
    summed[10] ^= 1
    expect(ipv4.wellFormed(summed)).toBe(false)
  })

  it('refuses a packet of more than 65535 bytes', () => {
    expect(() => ipv4.makeIpv4({ src: 1, dst: 2, proto: 17 }, new Uint8Array(65516))).toThrow('65536 bytes')
  })
})

describe('TCP options', () => {
  const options = (...bytes: number[]) => {
    const b = tcp.makeTcp(
      { sport: 1, dport: 2, seq: 0, ack: 0, flags: 2, window: 0, options: Uint8Array.from(bytes) },
      new Uint8Array(),
      1,
      2,
    )
    return tcpOptions(b, 0).map(optionText).join(',')
  }

  it('stop at the end mark', () => {
    expect(options(2, 4, 5, 180, 0, 1, 1, 1)).toBe('mss 1460,eol')
  })

  it('stop at a length that cannot be', () => {
    expect(options(1, 2, 0, 0)).toBe('nop')
    expect(options(1, 1, 8, 10)).toBe('nop,nop')
    expect(options(1, 1, 1, 3)).toBe('nop,nop,nop')
  })

  it('show one of an unknown kind, or of a wrong length, by its number', () => {
    expect(options(253, 4, 1, 2, 2, 3, 5, 1)).toBe('unknown-253,unknown-2,nop')
  })
})
