import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { laptop, MASQUERADE, natTable, router, webServer } from './home'
import { links, provider, realms } from './provider'

/** As `traceroute -q 1 -n 198.51.100.4` sends them: a port higher and one more hop to live each time. */
export const traceroute: Scenario = {
  id: 'traceroute',
  title: 'Traceroute through NAT',
  lead: 'Three probes with TTL 1, 2 and 3: each error that comes back quotes a packet, and that too is translated.',
  seed: 13,
  realms,
  nodes: [laptop, router(natTable(MASQUERADE)), provider(), webServer],
  links,
  script: [1, 2, 3].map((ttl) => ({
    when: { time: (ttl - 1) * 100 * MILLISECOND },
    command: {
      do: 'packet',
      node: 'laptop',
      packet: {
        src: '192.168.1.10',
        dst: '198.51.100.4',
        proto: 'udp',
        ttl,
        sport: 40112,
        dport: 33433 + ttl,
        payload: '6e6174',
      },
    },
  })),
}
