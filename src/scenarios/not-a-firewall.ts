import type { Scenario } from '../model/scenario'
import { MILLISECOND, SECOND } from '../model/time'
import {
  asksTwice,
  atHome,
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  MASQUERADE,
  natTable,
  realms,
  router,
  wires,
} from './home'

const laptop = atHome('laptop', 'Laptop', 10, { services: [{ proto: 'tcp', port: 8000, app: 'http' }] })

/** On the same segment as the router's outside, and it knows what lies behind it. */
const neighbour = asksTwice({
  id: 'neighbour',
  name: 'Neighbour',
  realm: 'internet',
  kind: 'host',
  interfaces: [{ name: 'eth0', addresses: ['203.0.113.9/24'] }],
  routes: [
    { to: 'default', via: '203.0.113.1', dev: 'eth0' },
    { to: '192.168.1.0/24', via: '203.0.113.5', dev: 'eth0' },
  ],
})

const visit = { do: 'tcp', node: 'neighbour', dst: '192.168.1.10', dport: 8000 } as const

export const notAFirewall: Scenario = {
  id: 'not-a-firewall',
  title: 'NAT is not a firewall',
  lead: 'A neighbour on the outside walks straight in to a private address, until a filter rule says no.',
  seed: 6,
  realms,
  nodes: [laptop, router(natTable(MASQUERADE)), neighbour],
  links: wires([laptop], [neighbour]),
  script: [
    { when: { time: 0 }, command: { ...visit, sport: 40000 } },
    {
      when: { time: SECOND },
      command: {
        do: 'rules',
        node: 'router',
        text: filterTable(FORWARD_ESTABLISHED, FORWARD_OUT) + natTable(MASQUERADE),
      },
    },
    { when: { time: SECOND + 100 * MILLISECOND }, command: { ...visit, sport: 40001 } },
  ],
}
