import type { Scenario } from '../model/scenario'
import {
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  homeServer,
  laptop,
  MASQUERADE,
  natTable,
  outside,
  realms,
  router,
  wires,
} from './home'

const visitor = outside('visitor', 'Visitor', 7, { kind: 'host' })

export const portForward: Scenario = {
  id: 'port-forward',
  title: 'Port forward: DNAT',
  lead: "A visitor asks the router's port 8080 for a page; a server at home gives it.",
  seed: 2,
  realms,
  nodes: [
    homeServer,
    laptop,
    router(
      filterTable(
        FORWARD_ESTABLISHED,
        FORWARD_OUT,
        '-A FORWARD -d 192.168.1.100/32 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT',
      ) +
        natTable(
          '-A PREROUTING -i wan0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.100:80',
          MASQUERADE,
        ),
    ),
    visitor,
  ],
  links: wires([homeServer, laptop], [visitor]),
  script: [
    { when: { time: 0 }, command: { do: 'tcp', node: 'visitor', dst: '203.0.113.5', dport: 8080, sport: 40000 } },
  ],
}
