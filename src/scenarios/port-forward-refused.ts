import type { Scenario } from '../model/scenario'
import {
  asksTwice,
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

const visitor = asksTwice(outside('visitor', 'Visitor', 7, { kind: 'host' }))

/** The second rule of FORWARD is as one would say it aloud, and wrong: by then the packet is for 192.168.1.100, port 80. */
export const portForwardRefused: Scenario = {
  id: 'port-forward-refused',
  title: 'Why does this port forward not work?',
  lead: 'The DNAT rule is there, and so is a rule that lets port 8080 in; the visitor hears nothing. Which rule is wrong?',
  seed: 12,
  realms,
  nodes: [
    homeServer,
    laptop,
    router(
      filterTable(
        FORWARD_ESTABLISHED,
        FORWARD_OUT,
        '-A FORWARD -d 203.0.113.5/32 -i wan0 -p tcp -m tcp --dport 8080 -j ACCEPT',
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
