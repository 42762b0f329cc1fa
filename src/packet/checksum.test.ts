import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setU16, u16 } from './bytes'
import { checksum, pseudoHeader, rewrite16, udpSend, udpUpdate, update16, update32, updateRun } from './checksum'

/** One's complement has two zeros; sums that differ only by which one they chose are the same checksum. */
const same = (a: number, b: number) => a % 0xffff === b % 0xffff

describe('checksum', () => {
  it('is RFC 1071 §3’s example', () => {
    expect(checksum(Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7))).toBe(~0xddf2 & 0xffff)
  })

  it('pads an odd last byte with a zero', () => {
    expect(checksum(Uint8Array.of(0x12, 0x34, 0x56))).toBe(checksum(Uint8Array.of(0x12, 0x34, 0x56, 0)))
  })

  it('is 0 over data that holds it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 64 }), (b) => {
        setU16(b, 0, 0)
        setU16(b, 0, checksum(b))
        expect(checksum(b)).toBe(0)
      }),
    )
  })
})

describe('incremental update', () => {
  it('is RFC 1624 §4’s example, where equation 2 went wrong', () => {
    expect(update16(0xdd2f, 0x5555, 0x3285)).toBe(0x0000)
  })

  it('agrees with a full sum, for 16 bits, 32 bits and any run at any offset', () => {
    const data = fc.uint8Array({ minLength: 12, maxLength: 60 })
    fc.assert(
      fc.property(data, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }), (b, place, now) => {
        const before = checksum(b)
        const at = place % (b.length - now.length + 1)
        const was = b.slice(at, at + now.length)
        b.set(now, at)
        expect(same(updateRun(before, at, was, now), checksum(b))).toBe(true)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(0xffffffff), (b, now) => {
        const before = checksum(b)
        const was = u16(b, 4) * 0x10000 + u16(b, 6)
        setU16(b, 4, now >>> 16)
        setU16(b, 6, now & 0xffff)
        expect(same(update32(before, was, now), checksum(b))).toBe(true)
      }),
    )
  })

  it('undoes itself', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.nat(0xffff), fc.nat(0xffff), (check, was, now) => {
        expect(same(update16(update16(check, was, now), now, was), check)).toBe(true)
      }),
    )
  })

  it('changes a field and its checksum together', () => {
    const b = Uint8Array.of(0, 0, 0xc0, 0xa8)
    setU16(b, 0, checksum(b))
    rewrite16(b, 2, 0xcb00, 0)
    expect(checksum(b)).toBe(0)
  })

  it('refuses runs of two lengths', () => {
    expect(() => updateRun(0, 0, Uint8Array.of(1), Uint8Array.of(1, 2))).toThrow('1 bytes became 2')
  })
})

describe('UDP', () => {
  it('keeps "no checksum" as it is', () => {
    expect(udpUpdate(0, (c) => update16(c, 1, 2))).toBe(0)
  })

  it('never sends a computed 0', () => {
    expect(udpSend(0)).toBe(0xffff)
    expect(udpUpdate(0xdd2f, (c) => update16(c, 0x5555, 0x3285))).toBe(0xffff)
  })

  it('adds addresses, protocol and length', () => {
    expect(pseudoHeader(0xc0a8010a, 0xc6336404, 17, 8)).toBe(0xc0a8 + 0x010a + 0xc633 + 0x6404 + 17 + 8)
  })
})
