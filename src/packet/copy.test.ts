import { expect, test } from 'vitest'
import { build } from './build'
import { displayFilter, hexDump } from './copy'

const ends = { src: '192.168.1.10', dst: '198.51.100.4' } as const

test('a hex dump has sixteen bytes to a line behind their offset', () => {
  const lines = hexDump(build({ ...ends, proto: 'udp', sport: 5000, dport: 53, id: 0x1234, payload: '616263' })).split(
    '\n',
  )
  expect(lines.map((l) => l.slice(0, 7))).toEqual(['0000   ', '0010   '])
  expect(lines[1]).toBe('0010   c6 33 64 04 13 88 00 35 00 0b ' + lines[1].slice(37))
  expect(lines[0].split(' ').filter(Boolean)).toHaveLength(17)
})

test.each([
  [{ ...ends, proto: 'tcp', sport: 54321, dport: 443, flags: 'S' }, ' && tcp.port==54321 && tcp.port==443'],
  [{ ...ends, proto: 'udp', sport: 5000, dport: 53 }, ' && udp.port==5000 && udp.port==53'],
  [{ ...ends, proto: 'icmp', type: 8, code: 0, id: 7, seq: 1 }, ' && icmp.ident==7'],
  [{ ...ends, proto: 47, payload: '00000800' }, ' && ip.proto==47'],
] as const)('the display filter of %j', (spec, rest) => {
  expect(displayFilter(build(spec))).toBe(`ip.addr==192.168.1.10 && ip.addr==198.51.100.4${rest}`)
})
