import type { Scenario } from '../model/scenario'
import { MILLISECOND, SECOND } from '../model/time'
import { laptop, MASQUERADE, natTable, outside, realms, router, wires } from './home'

const dns = outside('dns', 'DNS server', 53, {
  services: [{ proto: 'udp', port: 53, app: 'dns', replies: [5 * MILLISECOND, 45 * SECOND] }],
})

/** The entry lives 30 seconds after the last packet; the second reply comes after 45. */
export const udpTimeout: Scenario = {
  id: 'udp-timeout',
  title: 'UDP and its timeout',
  lead: 'A DNS query is answered at once; a second reply comes so late that the router has forgotten who asked.',
  seed: 4,
  realms,
  nodes: [laptop, router(natTable(MASQUERADE)), dns],
  links: wires([laptop], [dns]),
  script: [
    { when: { time: 0 }, command: { do: 'udp', node: 'laptop', dst: '198.51.100.53', dport: 53, sport: 40112 } },
  ],
}
