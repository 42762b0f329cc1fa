import type { LinkSpec, NodeSpec, Realm, Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { MASQUERADE, natTable, webServer } from './home'

const realms: Realm[] = [
  { id: 'homes', name: 'Two homes', note: '192.168.1.0/24', kind: 'private', prefixes: ['192.168.1.0/24'] },
  { id: 'routers', name: 'Home routers', note: 'the first NAT', kind: 'router', prefixes: [] },
  { id: 'carrier-net', name: 'Carrier', note: '100.64.0.0/10', kind: 'private', prefixes: ['100.64.0.0/10'] },
  { id: 'carrier', name: 'Carrier NAT', note: 'the second NAT', kind: 'router', prefixes: [] },
  {
    id: 'internet',
    name: 'Internet',
    note: 'what others see',
    kind: 'public',
    prefixes: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24'],
  },
]

const laptop = (home: 'a' | 'b', host: number): NodeSpec => ({
  id: `laptop-${home}`,
  name: `Laptop ${home.toUpperCase()}`,
  realm: 'homes',
  kind: 'host',
  interfaces: [{ name: 'eth0', addresses: [`192.168.1.${host}/24`] }],
  routes: [{ to: 'default', via: '192.168.1.1', dev: 'eth0' }],
})

/** Every home router is 192.168.1.1 inside; outside it has an address of the carrier's (RFC 6598). */
const homeRouter = (home: 'a' | 'b', host: number): NodeSpec => ({
  id: `router-${home}`,
  name: `Router ${home.toUpperCase()}`,
  realm: 'routers',
  kind: 'router',
  interfaces: [
    { name: 'lan0', addresses: ['192.168.1.1/24'] },
    { name: 'wan0', addresses: [`100.64.0.${host}/24`] },
  ],
  routes: [{ to: 'default', via: '100.64.0.1', dev: 'wan0' }],
  iptables: natTable(MASQUERADE),
})

/** One public address for all customers, and a part of its ports. */
const carrier: NodeSpec = {
  id: 'carrier-nat',
  name: 'Carrier NAT',
  realm: 'carrier',
  kind: 'router',
  interfaces: [
    { name: 'in0', addresses: ['100.64.0.1/24'] },
    { name: 'out0', addresses: ['203.0.113.5/24'] },
  ],
  routes: [{ to: 'default', via: '203.0.113.1', dev: 'out0' }],
  iptables: natTable(
    '-A POSTROUTING -s 100.64.0.0/10 -o out0 -p tcp -j SNAT --to-source 203.0.113.5:20000-20999',
    '-A POSTROUTING -s 100.64.0.0/10 -o out0 -j SNAT --to-source 203.0.113.5',
  ),
}

const links: LinkSpec[] = [
  { id: 'lan-a', kind: 'lan', ends: ['laptop-a.eth0', 'router-a.lan0'], latency: 0.2 * MILLISECOND },
  { id: 'lan-b', kind: 'lan', ends: ['laptop-b.eth0', 'router-b.lan0'], latency: 0.2 * MILLISECOND },
  { id: 'access', kind: 'lan', ends: ['router-a.wan0', 'router-b.wan0', 'carrier-nat.in0'], latency: 4 * MILLISECOND },
  { id: 'wan', kind: 'internet', ends: ['carrier-nat.out0', 'server.eth0'], latency: 10 * MILLISECOND },
]

const visit = { do: 'tcp', dst: '198.51.100.4', dport: 443, sport: 54321 } as const

/** Home A stays connected, so that home B comes while the carrier's table holds both. */
export const cgnat: Scenario = {
  id: 'cgnat',
  title: 'Carrier-grade NAT: two translations',
  lead: 'Two homes share one public address: each packet is translated at home, and again at the carrier.',
  seed: 7,
  realms,
  nodes: [laptop('a', 10), laptop('b', 20), homeRouter('a', 11), homeRouter('b', 12), carrier, webServer],
  links,
  script: [
    { when: { time: 0 }, command: { ...visit, node: 'laptop-a', close: false } },
    { when: { time: 200 * MILLISECOND }, command: { ...visit, node: 'laptop-b' } },
  ],
}
