import { describe, expect, it } from 'vitest'
import { readCase } from './format'

const plain = {
  name: 'a case',
  nodes: { router: { interfaces: { lan0: { addresses: ['192.168.1.1/24'] } } } },
  steps: [
    { send: 'router.lan0', packet: { src: '192.168.1.10', dst: '192.168.1.1', proto: 'udp', sport: 1, dport: 2 } },
  ],
}
const packet = plain.steps[0].packet
const withStep = (step: unknown) => ({ ...plain, steps: [plain.steps[0], step] })
const withNode = (part: object) => ({ ...plain, nodes: { router: { ...plain.nodes.router, ...part } } })

describe('readCase', () => {
  it('takes a case as it is', () => {
    expect(readCase(plain)).toEqual(plain)
  })

  it.each<[string, unknown]>([
    ['case: ', 7],
    ['nodes: ', { ...plain, nodes: undefined }],
    [
      'nodes.router.interfaces.lan0.addresses[0]: an address with a prefix length was expected',
      withNode({ interfaces: { lan0: { addresses: ['192.168.1/24'] } } }),
    ],
    ['nodes.router.listen[0].proto: ', withNode({ listen: [{ proto: 'sctp', port: 9 }] })],
    ['nodes.router.iptabels: ', withNode({ iptabels: '*nat' })],
    [
      'steps[1]: one of send, answer, originate, wait, conntrack, counters, list, exec was expected',
      withStep({ sned: 'router.lan0' }),
    ],
    ['steps[1].send: "node.interface" was expected', withStep({ send: 'lan0', packet })],
    ['steps[1].packet.sport: ', withStep({ send: 'router.lan0', packet: { ...packet, sport: 70000 } })],
    [
      'steps[1].packet.flags: letters of SAFRPUEC were expected',
      withStep({ send: 'router.lan0', packet: { ...packet, flags: 'SYN' } }),
    ],
    [
      'steps[1].packet.payload: pairs of hex digits were expected',
      withStep({ send: 'router.lan0', packet: { ...packet, payload: 'abc' } }),
    ],
    [
      'steps[1].packet.inner.dst: an IP address was expected',
      withStep({ send: 'router.lan0', packet: { ...packet, proto: 'icmp', inner: { ...packet, dst: 'x' } } }),
    ],
    ['steps[1].packet: src, dst and proto are needed', withStep({ send: 'router.lan0', packet: { src: '192.0.2.1' } })],
    ['steps[1].wait: ', withStep({ wait: '2' })],
    ['steps[1].tabel: ', withStep({ list: 'router', tabel: 'nat' })],
  ])('names the place: %s', (message, json) => {
    expect(() => readCase(json)).toThrow(message)
  })
})
