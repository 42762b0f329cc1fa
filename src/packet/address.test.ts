import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  address,
  broadcast,
  formatAddress,
  formatPrefix,
  inPrefix,
  mask,
  maskBits,
  network,
  parseAddress,
  parsePrefix,
  prefix,
} from './address'

describe('addresses', () => {
  it('are unsigned 32-bit numbers', () => {
    expect(parseAddress('198.51.100.4')).toBe(0xc6336404)
    expect(formatAddress(0xffffffff)).toBe('255.255.255.255')
  })

  it('go to text and back', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (a) => {
        expect(parseAddress(formatAddress(a))).toBe(a)
      }),
    )
  })

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    '1..3.4',
    '0x1.2.3.4',
    '1.2.3.-4',
    '1e1.2.3.4',
  ])('refuse "%s"', (text) => {
    expect(parseAddress(text)).toBeNull()
    expect(() => address(text)).toThrow('not an IPv4 address')
  })
})

describe('prefixes', () => {
  it('keep the host bits of an interface’s address', () => {
    expect(parsePrefix('192.168.1.1/24')).toEqual({ address: 0xc0a80101, bits: 24 })
    expect(parsePrefix('192.168.1.1')).toEqual({ address: 0xc0a80101, bits: 32 })
  })

  it.each(['192.168.1.0/33', '192.168.1.0/', '192.168.1.0/08', '192.168.1.0/24/1', '192.168.1/24', '/24'])(
    'refuse "%s"',
    (text) => {
      expect(parsePrefix(text)).toBeNull()
    },
  )

  it('hold what is between their first and last address', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.nat(32), fc.nat(0xffffffff), (address, bits, other) => {
        const p = { address, bits }
        expect(inPrefix(other, p)).toBe(network(p) <= other && other <= broadcast(p))
        expect(prefix(formatPrefix(p))).toEqual(p)
      }),
    )
  })

  it('know their masks', () => {
    expect(formatAddress(mask(0))).toBe('0.0.0.0')
    expect(formatAddress(mask(20))).toBe('255.255.240.0')
    for (let bits = 0; bits <= 32; bits++) expect(maskBits(mask(bits))).toBe(bits)
    expect(maskBits(address('255.0.255.0'))).toBeNull()
  })
})
