import { expect, test } from 'vitest'
import type { PacketSpec } from '../../packet/spec'
import { Lab, snatTo } from './lab'
import { eventLine } from './list'

const udp = { proto: 'udp', payload: '616161' } as const
const query: PacketSpec = { ...udp, src: '192.168.1.10', dst: '198.51.100.4', sport: 5000, dport: 53 }
const answer: PacketSpec = { ...udp, src: '198.51.100.4', dst: '203.0.113.5', sport: 53, dport: 5000 }
const client = { src: '192.168.1.10', dst: '198.51.100.4', sport: 4000, dport: 80, proto: 'tcp' } as const
const server = { src: '198.51.100.4', dst: '203.0.113.5', sport: 80, dport: 4000, proto: 'tcp' } as const

function listening(sysctl: Record<string, number> = {}) {
  const lab = new Lab({ snat: snatTo('203.0.113.5'), sysctl })
  const heard: string[] = []
  lab.conntrack.listen((event, h) => void heard.push(eventLine(lab.conntrack, event, h)))
  return { lab, heard }
}

/** Lines as `conntrack -E` printed them on Linux 6.18.44, but for the destinations, which are always the same. */
const brief = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/ src=\S+ dst=\S+ sport=\S+ dport=\S+/g, ' …').replace(/ +/g, ' '))

test('the life of a TCP connection, its ports used again, and refused', () => {
  const { lab, heard } = listening()
  const seen = [
    { ...client, flags: 'S', seq: 1000 },
    { ...client, flags: 'S', seq: 1000 },
    { ...server, flags: 'SA', seq: 9000, ack: 1001 },
    { ...client, flags: 'A', seq: 1001, ack: 9001 },
    { ...client, flags: 'A', seq: 1001, ack: 9001, payload: '61'.repeat(10) },
    { ...server, flags: 'A', seq: 9001, ack: 1011 },
    { ...client, flags: 'FA', seq: 1011, ack: 9001 },
    { ...server, flags: 'A', seq: 9001, ack: 1012 },
    { ...server, flags: 'FA', seq: 9001, ack: 1012 },
    { ...client, flags: 'A', seq: 1012, ack: 9002 },
    { ...client, flags: 'S', seq: 50000 },
    { ...server, flags: 'RA', seq: 0, ack: 50001 },
  ]
  for (const segment of seen) lab.cross(segment)
  expect(brief(heard)).toEqual([
    ' [NEW] tcp 6 120 SYN_SENT … [UNREPLIED] …',
    ' [UPDATE] tcp 6 60 SYN_RECV … …',
    ' [UPDATE] tcp 6 432000 ESTABLISHED … … [ASSURED]',
    ' [UPDATE] tcp 6 120 FIN_WAIT … … [ASSURED]',
    ' [UPDATE] tcp 6 60 CLOSE_WAIT … … [ASSURED]',
    ' [UPDATE] tcp 6 30 LAST_ACK … … [ASSURED]',
    ' [UPDATE] tcp 6 120 TIME_WAIT … … [ASSURED]',
    '[DESTROY] tcp 6 120 TIME_WAIT … … [ASSURED]',
    ' [NEW] tcp 6 120 SYN_SENT … [UNREPLIED] …',
    '[DESTROY] tcp 6 120 CLOSE … [UNREPLIED] …',
  ])
})

test('a datagram and its answer; when the time is up no time is shown', () => {
  const { lab, heard } = listening({ udp_timeout: 1 })
  for (const packet of [query, answer, query]) lab.cross(packet)
  lab.wait(2)
  expect(heard).toEqual([
    '    [NEW] udp      17 1 src=192.168.1.10 dst=198.51.100.4 sport=5000 dport=53 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 sport=53 dport=5000',
    ' [UPDATE] udp      17 1 src=192.168.1.10 dst=198.51.100.4 sport=5000 dport=53 src=198.51.100.4 dst=203.0.113.5 sport=53 dport=5000',
    '[DESTROY] udp      17 src=192.168.1.10 dst=198.51.100.4 sport=5000 dport=53 src=198.51.100.4 dst=203.0.113.5 sport=53 dport=5000',
  ])
})

test('counters and age are told at the end only', () => {
  const { lab, heard } = listening({ acct: 1, timestamp: 1 })
  lab.cross(query)
  lab.cross(answer)
  lab.wait(3)
  lab.conntrack.flush()
  expect(brief(heard)).toEqual([
    ' [NEW] udp 17 30 … [UNREPLIED] …',
    ' [UPDATE] udp 17 30 … …',
    '[DESTROY] udp 17 27 … packets=1 bytes=31 … packets=1 bytes=31 delta-time=3',
  ])
})

test('nobody hears anything after the listener went', () => {
  const { lab, heard } = listening()
  lab.conntrack.listen(null)
  lab.cross(query)
  expect(heard).toEqual([])
})
