/** A home behind a provider: a second router outside, which translates nothing. */
import type { LinkSpec, NodeSpec, Realm } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { realms as home } from './home'

const [inside, middle, internet] = home

export const realms: Realm[] = [
  inside,
  { ...middle, name: 'Home router' },
  {
    id: 'provider',
    name: 'Provider',
    note: '203.0.113.0/24',
    kind: 'public',
    prefixes: ['203.0.113.0/24'],
  },
  { ...internet, prefixes: ['198.51.100.0/24', '192.0.2.0/24'] },
]

/** `mtu`: how much its line to the rest of the world carries. */
export const provider = (mtu = 1500): NodeSpec => ({
  id: 'provider',
  name: 'Provider',
  realm: 'provider',
  kind: 'router',
  interfaces: [
    { name: 'in0', addresses: ['203.0.113.1/24'] },
    { name: 'out0', addresses: ['198.51.100.1/24'], mtu },
  ],
})

export const links: LinkSpec[] = [
  { id: 'lan', kind: 'lan', ends: ['laptop.eth0', 'router.lan0'], latency: 0.2 * MILLISECOND },
  { id: 'access', kind: 'lan', ends: ['router.wan0', 'provider.in0'], latency: 4 * MILLISECOND },
  { id: 'wan', kind: 'internet', ends: ['provider.out0', 'server.eth0'], latency: 10 * MILLISECOND },
]
