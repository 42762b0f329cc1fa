import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { crowd, shrinkTable, table } from './crowd'
import {
  FORWARD_ESTABLISHED,
  filterTable,
  homeServer,
  MASQUERADE,
  natTable,
  outside,
  realms,
  router,
  wires,
} from './home'

const attacker = outside('attacker', 'Attacker', 9, { kind: 'host' })
const visitor = outside('visitor', 'Visitor', 7, { kind: 'host' })
const server = { ...homeServer, sysctl: { 'net.ipv4.tcp_synack_retries': 0 } }

/** Nobody has that address, so the SYN-ACK finds nobody and no RST clears the entry away. */
const madeUp = (host: number, time: number): TimedCommand => ({
  when: { time },
  command: {
    do: 'packet',
    node: 'attacker',
    packet: {
      src: `192.0.2.${host}`,
      dst: '203.0.113.5',
      proto: 'tcp',
      sport: 1024 + host,
      dport: 8080,
      flags: 'S',
      seq: host,
    },
  },
})

/**
 * Room for three entries in the story; 65,536 when the traffic runs. Early drop looks into eight buckets only, from the
 * newcomer's own on: the visitor's port is one whose bucket lies just before that of a made-up SYN.
 */
export const synFlood: Scenario = {
  id: 'syn-flood',
  title: 'SYN flood through a port forward',
  lead: 'Each SYN from a made-up address takes an entry for a minute; when the table is full of them, one has to make room.',
  seed: 19,
  realms,
  nodes: [
    server,
    router(
      filterTable(FORWARD_ESTABLISHED, '-A FORWARD -d 192.168.1.100/32 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT') +
        natTable(
          '-A PREROUTING -i wan0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.1.100:80',
          MASQUERADE,
        ),
      table,
    ),
    attacker,
    visitor,
  ],
  links: wires([server], [attacker, visitor]),
  script: [
    ...shrinkTable(3),
    madeUp(17, 10 * MILLISECOND),
    madeUp(99, 110 * MILLISECOND),
    madeUp(201, 210 * MILLISECOND),
    {
      when: { time: 400 * MILLISECOND },
      command: { do: 'tcp', node: 'visitor', dst: '203.0.113.5', dport: 8080, sport: 40_000, request: '' },
    },
  ],
  traffic: {
    ...crowd,
    from: 'outside',
    silent: true,
    hosts: 250,
    first: '192.0.2.1',
    servers: 1,
    to: '203.0.113.5',
    dport: 8080,
    mix: { tcp: 1, udp: 0, icmp: 0 },
    loss: 0,
  },
}
