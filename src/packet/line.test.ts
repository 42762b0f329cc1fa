import { describe, expect, it } from 'vitest'
import { build } from './build'
import { line } from './line'
import type { PacketSpec } from './spec'

const lan = { src: '192.168.1.10', dst: '198.51.100.4' }
const query: PacketSpec = { ...lan, proto: 'udp', sport: 5000, dport: 53, payload: '616263' }

describe('line', () => {
  it.each<[string, PacketSpec]>([
    [
      '192.168.1.10.54321 > 198.51.100.4.443: Flags [S], seq 1000, win 64240, length 0',
      { ...lan, proto: 'tcp', sport: 54321, dport: 443, flags: 'S', seq: 1000, window: 64240 },
    ],
    [
      '192.168.1.10.54321 > 198.51.100.4.443: Flags [S], seq 1, win 65535, options [mss 1460,sackOK,TS val 16 ecr 0,nop,wscale 7], length 0',
      {
        ...lan,
        proto: 'tcp',
        sport: 54321,
        dport: 443,
        flags: 'S',
        seq: 1,
        options: '020405b40402080a000000100000000001030307',
      },
    ],
    [
      '192.168.1.10.54321 > 198.51.100.4.80: Flags [P.], seq 1001:1004, ack 7, win 65535, length 3',
      { ...lan, proto: 'tcp', sport: 54321, dport: 80, flags: 'AP', seq: 1001, ack: 7, payload: '616263' },
    ],
    [
      '192.168.1.10.1 > 198.51.100.4.2: Flags [.], ack 4, win 65535, options [nop,nop,sack 1 {9:12}], length 0',
      { ...lan, proto: 'tcp', sport: 1, dport: 2, flags: 'A', ack: 4, options: '0101050a000000090000000c' },
    ],
    ['192.168.1.10.5000 > 198.51.100.4.53: UDP, length 3', query],
    [
      '192.168.1.10 > 198.51.100.4: ICMP echo request, id 7, seq 1, length 12',
      { ...lan, proto: 'icmp', type: 8, id: 7, seq: 1, payload: '61626364' },
    ],
    [
      '198.51.100.4 > 192.168.1.10: ICMP 198.51.100.4 udp port 53 unreachable, length 39',
      { src: lan.dst, dst: lan.src, proto: 'icmp', type: 3, code: 3, inner: query },
    ],
    [
      '203.0.113.9 > 192.168.1.10: ICMP 198.51.100.4 unreachable - need to frag (mtu 1400), length 39',
      { src: '203.0.113.9', dst: lan.src, proto: 'icmp', type: 3, code: 4, rest: '00000578', inner: query },
    ],
    [
      '203.0.113.9 > 192.168.1.10: ICMP time exceeded in-transit, length 39',
      { src: '203.0.113.9', dst: lan.src, proto: 'icmp', type: 11, code: 0, inner: query },
    ],
    [
      '192.168.1.10 > 198.51.100.4: udp fragment, offset 16, length 2',
      { ...lan, proto: 'udp', frag: 2, payload: '0102' },
    ],
    ['192.168.1.10 > 198.51.100.4: gre, length 4', { ...lan, proto: 'gre', payload: '00000800' }],
    ['192.168.1.10 > 198.51.100.4: ip-proto-99, length 1', { ...lan, proto: 99, payload: '00' }],
  ])('%s', (text, spec) => {
    expect(line(build(spec))).toBe(text)
  })

  it('says what is no IPv4 packet', () => {
    expect(line(Uint8Array.of(0x45, 0))).toBe('not IPv4, length 2')
  })
})
