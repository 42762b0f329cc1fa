import type { Command } from '../model/command'
import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import {
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  laptop,
  MASQUERADE,
  natTable,
  realms,
  router,
  webServer,
  wires,
} from './home'

const nat = natTable(MASQUERADE)
const DROP_INVALID = '-A FORWARD -m conntrack --ctstate INVALID -j DROP'

/** Of the connection, but far outside the window that the server has opened: as a packet that was held up for minutes. */
const stray: Command = {
  do: 'packet',
  node: 'laptop',
  packet: {
    src: '192.168.1.10',
    dst: '198.51.100.4',
    proto: 'tcp',
    sport: 54321,
    dport: 443,
    flags: 'A',
    seq: 0,
    ack: 0,
    window: 512,
  },
}

export const invalid: Scenario = {
  id: 'invalid',
  title: 'INVALID packets pass untranslated',
  lead: 'A segment that fits no window passes the router with its private address on it, until a rule drops such packets.',
  seed: 15,
  realms,
  nodes: [laptop, router(filterTable(FORWARD_ESTABLISHED, FORWARD_OUT) + nat), webServer],
  links: wires([laptop], [webServer]),
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
    { when: { time: 100 * MILLISECOND }, command: stray },
    {
      when: { time: 300 * MILLISECOND },
      command: {
        do: 'rules',
        node: 'router',
        text: filterTable(DROP_INVALID, FORWARD_ESTABLISHED, FORWARD_OUT) + nat,
      },
    },
    { when: { time: 400 * MILLISECOND }, command: stray },
  ],
}
