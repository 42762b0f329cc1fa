import { describe, expect, it } from 'vitest'
import { build } from '../packet/build'
import { line } from '../packet/line'
import type { PacketSpec } from '../packet/spec'
import { answerTo } from './answer'
import type { Step } from './format'

type Answer = Extract<Step, { answer: number }>
const ends = { src: '203.0.113.5', dst: '198.51.100.4', ttl: 63 }
const syn: PacketSpec = {
  ...ends,
  proto: 'tcp',
  sport: 40000,
  dport: 443,
  flags: 'S',
  seq: 1000,
  ack: 0,
  window: 64240,
}
const data: PacketSpec = { ...syn, flags: 'AP', seq: 1001, ack: 501, payload: '616263' }
const ping: PacketSpec = { ...ends, proto: 'icmp', type: 8, code: 0, id: 7, seq: 1, payload: '6162' }

describe('answerTo', () => {
  it.each<[string, string, PacketSpec, Omit<Answer, 'answer'>]>([
    [
      'a SYN',
      '198.51.100.4.443 > 203.0.113.5.40000: Flags [S.], seq 0, ack 1001, win 65535, length 0',
      syn,
      { with: { flags: 'SA' } },
    ],
    ['data', '198.51.100.4.443 > 203.0.113.5.40000: Flags [.], ack 1004, win 65535, length 0', data, {}],
    ['an echo', '198.51.100.4 > 203.0.113.5: ICMP echo reply, id 7, seq 1, length 8', ping, {}],
    [
      'with an error, from where it was going',
      '198.51.100.4 > 203.0.113.5: ICMP 198.51.100.4 tcp port 443 unreachable, length 48',
      syn,
      { error: { type: 3, code: 3 } },
    ],
    [
      'with an error by somebody on the way',
      '192.0.2.1 > 203.0.113.5: ICMP time exceeded in-transit, length 48',
      syn,
      { error: { type: 11, code: 0 }, by: '192.0.2.1' },
    ],
  ])('answers %s', (_, expected, packet, step) => {
    expect(line(build(answerTo(packet, { answer: 0, ...step })))).toBe(expected)
  })
})
