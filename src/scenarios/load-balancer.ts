import type { NodeSpec, Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { atHome, FORWARD_ESTABLISHED, filterTable, MASQUERADE, natTable, outside, realms, router, wires } from './home'

const web = (letter: 'A' | 'B' | 'C', host: number): NodeSpec =>
  atHome(`web-${letter.toLowerCase()}`, `Web ${letter}`, host, {
    kind: 'server',
    services: [{ proto: 'tcp', port: 80, app: 'http' }],
  })
const servers = [web('A', 21), web('B', 22), web('C', 23)]
const visitor = outside('visitor', 'Visitor', 7, { kind: 'host' })

const DNAT = '-A PREROUTING -d 203.0.113.5/32 -p tcp -m tcp --dport 80'
const nth = (every: number) => `-m statistic --mode nth --every ${every} --packet 0`

/** Each rule takes its share of what the ones above it left: one of three, one of the other two, the rest. */
const balance = natTable(
  `${DNAT} ${nth(3)} -j DNAT --to-destination 192.168.1.21:80`,
  `${DNAT} ${nth(2)} -j DNAT --to-destination 192.168.1.22:80`,
  `${DNAT} -j DNAT --to-destination 192.168.1.23:80`,
  MASQUERADE,
)

/** Who connects and asks for nothing: the handshake is enough to see where it leads. */
const connect = { do: 'tcp', node: 'visitor', dst: '203.0.113.5', dport: 80, request: '', close: false } as const

export const loadBalancer: Scenario = {
  id: 'load-balancer',
  title: 'Load balancer: three servers',
  lead: 'Three connections to one address, and three rules that take turns: each goes to another server.',
  seed: 11,
  realms,
  nodes: [
    ...servers,
    router(
      filterTable(FORWARD_ESTABLISHED, '-A FORWARD -d 192.168.1.0/24 -i wan0 -p tcp -m tcp --dport 80 -j ACCEPT') +
        balance,
    ),
    visitor,
  ],
  links: wires(servers, [visitor]),
  script: [40_001, 40_002, 40_003].map((sport, i) => ({
    when: { time: i * 100 * MILLISECOND },
    command: { ...connect, sport },
  })),
}
