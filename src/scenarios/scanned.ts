import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import {
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  homeServer,
  laptop,
  MASQUERADE,
  natTable,
  realms,
  router,
  scanner,
  webServer,
  wires,
} from './home'

/** A bare SYN, as a scanner sends it: what comes back is all it wants to know. */
const probe = (dport: number, time: number): TimedCommand => ({
  when: { time },
  command: {
    do: 'packet',
    node: 'scanner',
    packet: { src: '198.51.100.7', dst: '203.0.113.5', proto: 'tcp', sport: 45000, dport, flags: 'S', seq: 1 },
  },
})

/** Open (8080 is forwarded), closed (54321 is lent to the laptop, for the web server alone), filtered (22). */
export const scanned: Scenario = {
  id: 'scanned',
  title: 'What a scanner outside sees',
  lead: 'Three ports of one public address, and three answers: one is open, one is closed, one says nothing.',
  seed: 16,
  realms,
  nodes: [
    laptop,
    homeServer,
    router(
      filterTable(
        '-A INPUT -i wan0 -p tcp -m tcp --dport 22 -j DROP',
        FORWARD_ESTABLISHED,
        FORWARD_OUT,
        '-A FORWARD -d 192.168.1.100/32 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT',
      ) +
        natTable(
          '-A PREROUTING -i wan0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.100:80',
          MASQUERADE,
        ),
    ),
    webServer,
    scanner,
  ],
  links: wires([laptop, homeServer], [webServer, scanner]),
  script: [
    {
      when: { time: 0 },
      command: {
        do: 'tcp',
        node: 'laptop',
        dst: '198.51.100.4',
        dport: 443,
        sport: 54321,
        request: '',
        close: false,
      },
    },
    probe(8080, 100 * MILLISECOND),
    probe(54321, 200 * MILLISECOND),
    probe(22, 300 * MILLISECOND),
  ],
}
