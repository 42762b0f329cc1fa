import { expect, test } from 'vitest'
import { applyEvent } from '../../model/fold'
import { sampleStart, sampleTrace } from '../../model/sample'
import { build } from '../../packet/build'
import { blocksOf, toneOfCause, type Block } from './cells'

/** The SYN on the router, after so many events of the sample. */
function synAfter(events: number): Block[] {
  const view = sampleTrace.slice(0, events).reduce(applyEvent, sampleStart)
  const packet = view.packets.get(1)
  if (!packet) throw new Error('no packet yet')
  return blocksOf(packet.arrived, packet.bytes, packet.rewrites)
}

const drawn = (blocks: Block[]): string[] =>
  blocks.flatMap(({ name, cells }) => [
    `-- ${name}`,
    ...cells.map(({ label, was, value, span, by, kept }) =>
      [
        `${span}`.padStart(2),
        label,
        was === undefined ? value : `${was} > ${value}`,
        by && `(${toneOfCause(by.cause)})`,
        kept && '(kept)',
      ]
        .filter(Boolean)
        .join(' '),
    ),
  ])

test('after NAT, source, checksums and TTL hold old and new, each with who did it', () => {
  expect(drawn(synAfter(20))).toEqual([
    '-- IPv4',
    ' 4 v 4',
    ' 4 ihl 5',
    ' 8 tos 0x00',
    '16 length 60',
    '16 id 0x0000',
    ' 3 DF',
    '13 offset 0',
    ' 8 TTL 64 > 63 (route)',
    ' 8 proto 6 TCP',
    '16 checksum 0x4ed2 > 0xd57e (nat)',
    '32 source 192.168.1.10 > 203.0.113.5 (nat)',
    '32 destination 198.51.100.4',
    '-- TCP',
    '16 source port 54321 (kept)',
    '16 destination port 443',
    '32 sequence 1000',
    '32 acknowledgement 0',
    ' 4 off 10',
    ' 4',
    ' 8 SYN',
    '16 window 64240',
    '16 checksum 0x874f > 0x0cfc (nat)',
    '16 urgent 0',
    '32 options mss 1460, sackOK, TS 1 0, wscale 7',
  ])
})

test('on the wire before the router nothing has changed', () => {
  expect(drawn(synAfter(3)).filter((line) => line.includes('>'))).toEqual([])
})

test('each layer fills whole rows of 32 bits', () => {
  for (const { cells } of synAfter(20)) expect(cells.reduce((sum, { span }) => sum + span, 0) % 32).toBe(0)
})

test('a change inside an ICMP error is found in the packet that it quotes', () => {
  const error = (src: string) =>
    build({
      src: '198.51.100.4',
      dst: '192.168.1.10',
      proto: 'icmp',
      type: 3,
      code: 3,
      inner: { src, dst: '198.51.100.4', proto: 'udp', sport: 5000, dport: 9 },
    })
  const [was, now] = [error('203.0.113.5'), error('192.168.1.10')]
  const edits = [{ at: 40, was: was.slice(40, 44), now: now.slice(40, 44) }]
  const cause = { by: 'nat', entry: 1, manip: 'dst', direction: 'reply', inner: true } as const
  const [, icmp] = blocksOf(was, now, [{ n: 7, cause, edits }])
  const changed = icmp.inner?.[0].cells.filter((cell) => cell.was !== undefined && !cell.checksum)
  expect(changed?.map(({ label, was, value, by }) => `${label} ${was} > ${value} by event ${by?.n}`)).toEqual([
    'source 203.0.113.5 > 192.168.1.10 by event 7',
  ])
})
