import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { laptop, MASQUERADE, natTable, outside, router } from './home'
import { links, provider, realms } from './provider'

const server = outside('server', 'Server', 4, { services: [{ proto: 'udp', port: 5000, app: 'silent' }] })

/** 1,428 bytes with the headers: too long for the provider's line of 1,400, which the laptop cannot know. */
const datagram = {
  do: 'udp',
  node: 'laptop',
  dst: '198.51.100.4',
  dport: 5000,
  payload: 'path '.repeat(280),
} as const

export const pathMtu: Scenario = {
  id: 'path-mtu',
  title: 'Path MTU through NAT',
  lead: 'A datagram that must not be cut is too long for a line behind the NAT; the error has to find the laptop.',
  seed: 14,
  realms,
  nodes: [laptop, router(natTable(MASQUERADE)), provider(1400), server],
  links,
  script: [
    { when: { time: 0 }, command: { ...datagram, sport: 40112 } },
    { when: { time: 200 * MILLISECOND }, command: { ...datagram, sport: 40113 } },
  ],
}
