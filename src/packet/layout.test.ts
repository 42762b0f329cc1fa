import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build } from './build'
import { type Field, type Layer, layout, touched } from './layout'
import type { PacketSpec } from './spec'

const lan = { src: '192.168.1.10', dst: '198.51.100.4' }
const syn: PacketSpec = {
  ...lan,
  proto: 'tcp',
  sport: 54321,
  dport: 443,
  flags: 'S',
  seq: 1000,
  options: '020405b40402080a000000100000000001030307',
}

/** "IPv4 | TCP | Payload", an inner packet in brackets. */
const names = (layers: readonly Layer[]): string =>
  layers.map((l) => (l.inner ? `${l.name} [${names(l.inner)}]` : l.name)).join(' | ')
const leaves = (layers: readonly Layer[]): Field[] => layers.flatMap((l) => [...l.fields, ...leaves(l.inner ?? [])])
const values = (layer: Layer) => Object.fromEntries(layer.fields.map((f) => [f.id, f.value]))

function coversEachBitOnce(b: Uint8Array): void {
  const fields = leaves(layout(b)).toSorted((x, y) => x.bit - y.bit)
  let bit = 0
  for (const field of fields) {
    expect(field.bit, field.id).toBe(bit)
    bit += field.bits
  }
  expect(bit).toBe(8 * b.length)
}

describe('layout', () => {
  it('names the layers', () => {
    expect(names(layout(build(syn)))).toBe('IPv4 | TCP')
    expect(names(layout(build({ ...lan, proto: 'udp', payload: '00ff' })))).toBe('IPv4 | UDP | Payload')
    expect(names(layout(build({ ...lan, proto: 'icmp', type: 3, code: 3, inner: syn })))).toBe(
      'IPv4 | ICMP [IPv4 | TCP]',
    )
    const start = { ...lan, proto: 'icmp' as const, type: 11, inner: { ...lan, proto: 6, payload: 'd43101bb000003e8' } }
    expect(names(layout(build(start)))).toBe('IPv4 | ICMP [IPv4 | Payload]')
    expect(names(layout(build(syn).subarray(0, 28)))).toBe('IPv4 | TCP (cut short)')
    expect(names(layout(Uint8Array.of(1, 2, 3)))).toBe('Data')
  })

  it('reads addresses, ports and the length', () => {
    const [ip, tcp] = layout(build(syn))
    expect(values(ip)).toMatchObject({
      'ip.src': '192.168.1.10',
      'ip.dst': '198.51.100.4',
      'ip.ttl': '64',
      'ip.proto': '6 (tcp)',
      'ip.len': '60',
    })
    expect(values(tcp)).toMatchObject({
      'tcp.srcport': '54321',
      'tcp.dstport': '443',
      'tcp.flags.syn': '1',
      'tcp.flags.ack': '0',
      'tcp.hdr_len': '40 bytes',
    })
  })

  it('decodes the options', () => {
    expect(values(layout(build(syn))[1])).toMatchObject({
      'tcp.options.mss_val': '1460',
      'tcp.options.timestamp.tsval': '16',
      'tcp.options.timestamp.tsecr': '0',
      'tcp.options.nop': 'No-operation',
      'tcp.options.wscale.shift': '7 (×128)',
    })
    const sack = layout(build({ ...lan, proto: 'tcp', flags: 'A', options: '0101050a000000090000000c' }))[1]
    expect(values(sack)).toMatchObject({ 'tcp.options.sack_le': '9', 'tcp.options.sack_re': '12' })
  })

  it('shows a payload as text when it reads as such', () => {
    const http = layout(build({ ...lan, proto: 'tcp', flags: 'AP', payload: '474554202f0d0a' }))
    expect(http[2].fields[0].value).toBe('GET /\r\n')
    const dns = layout(build({ ...lan, proto: 'udp', payload: '00ff' }))
    expect(dns[2].fields[0].value).toBe('00ff')
  })

  it('says what each checksum is worth', () => {
    const check = (b: Uint8Array) =>
      leaves(layout(b))
        .filter((f) => f.check)
        .map((f) => `${f.id} ${f.check}`)
    const b = build(syn)
    expect(check(b)).toEqual(['ip.checksum correct', 'tcp.checksum correct'])
    b[39] ^= 1
    expect(check(b)).toEqual(['ip.checksum correct', 'tcp.checksum wrong'])
    expect(check(build({ ...lan, proto: 'udp', nocsum: true }))).toEqual(['ip.checksum correct', 'udp.checksum absent'])
  })

  it('covers each bit exactly once, whatever the bytes are', () => {
    coversEachBitOnce(build(syn))
    coversEachBitOnce(build({ ...lan, proto: 'icmp', type: 3, code: 4, rest: '00000578', inner: syn }))
    const noise = fc.uint8Array({ maxLength: 120 })
    const header = fc.constantFrom(
      build(syn),
      build({ ...lan, proto: 'icmp', type: 12, inner: syn }),
      build({ ...lan, proto: 'udp' }),
    )
    const bent = fc
      .tuple(header, fc.array(fc.tuple(fc.nat(99), fc.nat(255)), { maxLength: 4 }), fc.nat(100))
      .map(([b, bends, cut]) => {
        const copy = b.slice(0, Math.max(1, cut))
        for (const [at, value] of bends) copy[at % copy.length] = value
        return copy
      })
    fc.assert(fc.property(fc.oneof(noise, bent), coversEachBitOnce), { numRuns: 1000 })
  })
})

describe('touched', () => {
  const ids = (b: Uint8Array, at: number, length: number) => touched(layout(b), at, length).map((f) => f.id)

  it('finds the cells a change of bytes lies in', () => {
    expect(ids(build(syn), 12, 4)).toEqual(['ip.src'])
    expect(ids(build(syn), 8, 1)).toEqual(['ip.ttl'])
    expect(ids(build(syn), 10, 6)).toEqual(['ip.checksum', 'ip.src'])
    expect(ids(build(syn), 6, 1)).toEqual(['ip.flags.rb', 'ip.flags.df', 'ip.flags.mf', 'ip.frag_offset'])
    expect(ids(build(syn), 60, 4)).toEqual([])
  })

  it('looks inside an ICMP error', () => {
    const b = build({ ...lan, proto: 'icmp', type: 3, code: 3, inner: syn })
    expect(ids(b, 28 + 16, 4)).toEqual(['ip.dst'])
    expect(ids(b, 28 + 20, 2)).toEqual(['tcp.srcport'])
  })
})
