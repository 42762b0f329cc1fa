import { expect, test } from 'vitest'
import type { Entry, Tuple } from '../model/conntrack'
import { SECOND } from '../model/time'
import { conntrackRow, conntrackSummary } from './conntrack-list'

const tcp = (src: string, sport: number, dst: string, dport: number): Tuple => ({ proto: 6, src, dst, sport, dport })

const syn: Entry = {
  id: 1,
  born: 0,
  original: tcp('192.168.1.10', 54321, '198.51.100.4', 443),
  reply: tcp('198.51.100.4', 443, '203.0.113.5', 54321),
  tcp: 'SYN_SENT',
  confirmed: true,
  seenReply: false,
  assured: false,
  srcNat: true,
  dstNat: false,
  mark: 0,
  expires: 120 * SECOND,
  timeout: 120 * SECOND,
}

// Recorded on Linux 6.18.44 with conntrack 1.4.7: masquerade-tcp-whole-life, masquerade-icmp-echo-id-clash, generic-protocol-gre-and-sctp.
test('a connection that waits for its answer', () => {
  expect(conntrackRow(syn, 412)).toBe(
    'tcp      6 119 SYN_SENT src=192.168.1.10 dst=198.51.100.4 sport=54321 dport=443 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 sport=443 dport=54321 mark=0 use=1',
  )
})

test('an established one', () => {
  const change = { tcp: 'ESTABLISHED', seenReply: true, assured: true, expires: 432_000 * SECOND } as const
  expect(conntrackRow({ ...syn, ...change }, 500)).toBe(
    'tcp      6 431999 ESTABLISHED src=192.168.1.10 dst=198.51.100.4 sport=54321 dport=443 src=198.51.100.4 dst=203.0.113.5 sport=443 dport=54321 [ASSURED] mark=0 use=1',
  )
})

test('a ping shows type, code and id in the place of ports', () => {
  const ping: Entry = {
    ...syn,
    tcp: undefined,
    original: { proto: 1, src: '192.168.1.11', dst: '198.51.100.4', type: 8, code: 0, id: 7 },
    reply: { proto: 1, src: '198.51.100.4', dst: '203.0.113.5', type: 0, code: 0, id: 64048 },
    seenReply: true,
    expires: 30 * SECOND,
  }
  expect(conntrackRow(ping, 1)).toBe(
    'icmp     1 29 src=192.168.1.11 dst=198.51.100.4 type=8 code=0 id=7 src=198.51.100.4 dst=203.0.113.5 type=0 code=0 id=64048 mark=0 use=1',
  )
})

test('a protocol without ports', () => {
  const odd: Entry = {
    ...syn,
    tcp: undefined,
    original: { proto: 99, src: '192.168.1.10', dst: '198.51.100.4' },
    reply: { proto: 99, src: '198.51.100.4', dst: '203.0.113.5' },
    expires: 600 * SECOND,
  }
  expect(conntrackRow(odd, 1)).toBe(
    'unknown  99 599 src=192.168.1.10 dst=198.51.100.4 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 mark=0 use=1',
  )
})

test('the last line counts what was shown', () => {
  expect(conntrackSummary(0)).toBe('conntrack v1.4.7 (conntrack-tools): 0 flow entries have been shown.')
})
