import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { crowd, shrinkTable, table } from './crowd'
import { asksTwice, laptop, MASQUERADE, natTable, outside, phone, realms, router, wires } from './home'

const server = outside('server', 'Web server', 4, {
  services: [
    { proto: 'tcp', port: 443, app: 'http' },
    { proto: 'udp', port: 443, app: 'silent' },
  ],
})

const at = (time: number, command: TimedCommand['command']): TimedCommand => ({
  when: { time: time * MILLISECOND },
  command,
})
const to = { dst: '198.51.100.4', dport: 443 } as const
const stays = { do: 'tcp', ...to, request: '', close: false } as const

/**
 * Early drop looks into eight buckets only, from the newcomer's own on: the phone's first port is one whose bucket lies
 * just before that of the datagram.
 */
export const tableFull: Scenario = {
  id: 'table-full',
  title: 'The table is full',
  lead: 'A table with room for three: a fourth connection pushes out one that got no answer, a fifth is turned away.',
  seed: 17,
  realms,
  nodes: [laptop, asksTwice(phone), router(natTable(MASQUERADE), table), server],
  links: wires([laptop, phone], [server]),
  script: [
    ...shrinkTable(3),
    at(10, { ...stays, node: 'laptop', sport: 50_001 }),
    at(110, { ...stays, node: 'laptop', sport: 50_002 }),
    at(210, { do: 'udp', ...to, node: 'laptop', sport: 50_003 }),
    at(310, { ...stays, node: 'phone', sport: 40_034 }),
    at(410, { ...stays, node: 'phone', sport: 60_000 }),
  ],
  traffic: crowd,
}
