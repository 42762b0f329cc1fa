import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { build } from '../packet/build'
import { setTtl } from '../packet/ipv4'
import { layout } from '../packet/layout'
import { rewrite16 } from '../packet/checksum'
import { sumsOf } from './sums'

const syn = () =>
  build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 54321, dport: 443, flags: 'S' })
const hex = (n: number) => n.toString(16).padStart(4, '0')

describe('checksums by hand', () => {
  test('an untouched packet has nothing to work out', () => {
    expect(sumsOf(syn(), syn()).map(({ layer, how, right }) => `${layer} ${how} ${right}`)).toEqual([
      'IPv4 same true',
      'TCP same true',
    ])
  })

  test('one off the TTL is one word of the IPv4 header', () => {
    const now = syn()
    setTtl(now, 63)
    const [ip, tcp] = sumsOf(syn(), now)
    expect(ip.words.map((w) => `${w.fields}: ${hex(w.was)} → ${hex(w.now)}`)).toEqual([
      'Time to Live, Protocol: 4006 → 3f06',
    ])
    expect([ip.how, hex(ip.result), tcp.how]).toEqual(['worked', hex(ip.now), 'same'])
  })

  test('a new source address is two words in both sums, for TCP as a pseudo-header', () => {
    const now = syn()
    rewrite16(now, 12, 0xcb00, 10)
    rewrite16(now, 14, 0x7105, 10)
    // TCP's is left behind: what the working comes to is not what the packet holds.
    const [ip, tcp] = sumsOf(syn(), now)
    expect([ip.how, ip.words.length]).toEqual(['worked', 2])
    expect([tcp.how, tcp.words.map((w) => w.fields), tcp.right]).toEqual([
      'anew',
      ['Source Address', 'Source Address'],
      false,
    ])
  })

  test('any word changed with its checksum works out to what the packet holds', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.nat(0xffff), (port, other) => {
        const was = build({ src: '10.0.0.1', dst: '10.0.0.2', proto: 'udp', sport: other, dport: 53, payload: '0102' })
        const now = was.slice()
        rewrite16(now, 20, port, 26)
        const udp = sumsOf(was, now)[1]
        if (port !== other) expect(udp.how === 'worked' || udp.now === 0).toBe(true)
        expect(layout(now)[1].fields.some(({ id }) => id === 'udp.checksum')).toBe(true)
      }),
    )
  })

  test('the packet quoted in an ICMP error has sums of its own', () => {
    const inner = { src: '203.0.113.5', dst: '198.51.100.4', proto: 'udp', sport: 40000, dport: 53 } as const
    const error = build({ src: '198.51.100.4', dst: '203.0.113.5', proto: 'icmp', type: 3, code: 3, inner })
    expect(sumsOf(error, error).map(({ layer, inner: quoted }) => (quoted ? `${layer} inside` : layer))).toEqual([
      'IPv4',
      'ICMP',
      'IPv4 inside',
      'UDP inside',
    ])
  })
})
