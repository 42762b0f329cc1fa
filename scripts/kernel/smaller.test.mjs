import { expect, it } from 'vitest'
import { smaller, without } from './smaller.mjs'

const syn = {
  send: 'router.lan0',
  packet: { src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', ttl: 64, tos: 16 },
}
const came = { on: 'router.wan0', packet: {} }

/** Two SYNs, the answer to the second, what the router's table then holds. @type {import('./recorder.mjs').Case} */
const recorded = {
  name: 'two',
  nodes: {
    router: {
      interfaces: { lan0: { addresses: ['192.168.1.1/24', '192.168.1.2/24'] }, wan0: { mtu: 1280 } },
      iptables: '*nat\n-A PREROUTING -i lan0 -j ACCEPT\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n',
    },
  },
  steps: [syn, syn, { answer: 1, with: { flags: 'SA' } }, { conntrack: 'router' }],
  observed: [
    { emitted: [came] },
    { emitted: [came] },
    { sent: { src: '198.51.100.4', flags: 'SA' }, emitted: [] },
    { conntrack: [] },
  ],
}
const candidates = [...smaller(recorded)]
/** @param {Record<string, unknown>} part */
const offered = (part) => expect(candidates).toContainEqual(expect.objectContaining(part))

it('without the first step the answer still answers the same packet', () => {
  expect(without(recorded, 0, 1).steps).toEqual([syn, { answer: 0, with: { flags: 'SA' } }, { conntrack: 'router' }])
})

it('an answer goes with the packet it answered', () => {
  expect(without(recorded, 1, 2).steps).toEqual([syn, { conntrack: 'router' }])
})

it('an answer is spelled out, so that what it answered may go', () => {
  offered({
    steps: [syn, syn, { send: 'router.wan0', packet: { src: '198.51.100.4', flags: 'SA' } }, { conntrack: 'router' }],
  })
})

it('halves of the steps go, and single ones', () => {
  offered({ steps: [syn, syn] })
  offered({ steps: [syn, syn, { conntrack: 'router' }] })
})

it('rules go one by one, and words of a rule', () => {
  /** @param {string} iptables */
  const rules = (iptables) => offered({ nodes: { router: expect.objectContaining({ iptables }) } })
  rules('*nat\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n')
  rules('*nat\n-A PREROUTING -j ACCEPT\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n')
})

it('interfaces, addresses and an MTU go', () => {
  /** @param {object} interfaces */
  const left = (interfaces) => offered({ nodes: { router: expect.objectContaining({ interfaces }) } })
  left({ wan0: { mtu: 1280 } })
  left({ lan0: { addresses: ['192.168.1.1/24'] }, wan0: { mtu: 1280 } })
  left({ lan0: { addresses: ['192.168.1.1/24', '192.168.1.2/24'] }, wan0: { addresses: [] } })
})

it('packets become plainer', () => {
  offered({ steps: [{ ...syn, packet: { ...syn.packet, tos: undefined } }, ...recorded.steps.slice(1)] })
})

it('none is the case itself', () => {
  const whole = JSON.stringify(recorded)
  expect(candidates.map((c) => JSON.stringify(c))).not.toContain(whole)
})
