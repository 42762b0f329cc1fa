import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { crowd } from './crowd'
import { atHome, natTable, outside, realms, router, wires } from './home'

const laptops = (['A', 'B', 'C'] as const).map((letter, i) =>
  atHome(`laptop-${letter.toLowerCase()}`, `Laptop ${letter}`, 10 + i),
)
const clock = (id: string, name: string, host: number) =>
  outside(id, name, host, { services: [{ proto: 'udp', port: 123, app: 'echo' }] })
const servers = [clock('clock-a', 'Clock A', 4), clock('clock-b', 'Clock B', 8)]

const ask = { do: 'udp', dport: 123, sport: 123, payload: 'time?' } as const

/** Two ports for UDP; TCP has all that its address has. */
export const portsUsedUp: Scenario = {
  id: 'ports-used-up',
  title: 'No port is left',
  lead: 'Three laptops ask the same server, and the router has two ports to lend; to another server it has two again.',
  seed: 18,
  realms,
  nodes: [
    ...laptops,
    router(
      natTable(
        '-A POSTROUTING -s 192.168.1.0/24 -o wan0 -p udp -j SNAT --to-source 203.0.113.5:4000-4001',
        '-A POSTROUTING -s 192.168.1.0/24 -o wan0 -j SNAT --to-source 203.0.113.5',
      ),
    ),
    ...servers,
  ],
  links: wires(laptops, servers),
  script: [
    ...laptops.map(({ id }, i) => ({
      when: { time: i * 100 * MILLISECOND },
      command: { ...ask, node: id, dst: '198.51.100.4' },
    })),
    { when: { time: 400 * MILLISECOND }, command: { ...ask, node: 'laptop-c', dst: '198.51.100.8', sport: 124 } },
  ],
  // More conversations with one server than one address has ports.
  traffic: { ...crowd, servers: 1, to: '198.51.100.4', flows: 70_000, mix: { tcp: 1, udp: 0, icmp: 0 }, loss: 0 },
}
