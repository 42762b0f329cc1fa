import { describe, expect, it } from 'vitest'
import type { PacketSpec } from '../packet/spec'
import { colourOf, type Colour } from './wireshark'

const ends = { src: '192.168.1.10', dst: '198.51.100.4' }
const tcp = (more: Partial<PacketSpec>): PacketSpec => ({ ...ends, proto: 'tcp', sport: 40000, dport: 443, ...more })

describe('a packet has the colour of the first of Wireshark’s rules that holds', () => {
  it.each<[Colour, string, PacketSpec]>([
    ['syn-fin', 'SYN', tcp({ flags: 'S' })],
    ['syn-fin', 'FIN ACK', tcp({ flags: 'FA' })],
    ['tcp', 'ACK', tcp({ flags: 'A' })],
    ['rst', 'RST, before SYN and ports', tcp({ flags: 'RA', dport: 80 })],
    ['http', 'whatever goes to port 80, its SYN too', tcp({ flags: 'S', dport: 80 })],
    ['http', 'and comes from there', tcp({ flags: 'A', sport: 80 })],
    ['checksum', 'a wrong checksum', tcp({ flags: 'A', bad_checksum: true })],
    ['ttl', 'few hops left, before what it carries', { ...ends, proto: 'udp', sport: 1, dport: 2, ttl: 1 }],
    ['udp', 'UDP', { ...ends, proto: 'udp', sport: 1, dport: 53 }],
    ['icmp', 'echo request', { ...ends, proto: 'icmp', type: 8, code: 0, ttl: 1 }],
    ['icmp-error', 'time exceeded', { ...ends, proto: 'icmp', type: 11, code: 0 }],
    ['none', 'GRE', { ...ends, proto: 'gre' }],
  ])('%s: %s', (colour, _, spec) => {
    expect(colourOf(spec)).toBe(colour)
  })
})
