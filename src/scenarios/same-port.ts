import type { Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { atHome, MASQUERADE, natTable, realms, router, webServer, wires } from './home'

const first = atHome('laptop-a', 'Laptop A', 10)
const second = atHome('laptop-b', 'Laptop B', 11)
const to = { do: 'tcp', dst: '198.51.100.4', dport: 443, sport: 54321 } as const

/** Laptop A stays connected, so its entry still holds the tuple when laptop B comes with the same port. */
export const samePort: Scenario = {
  id: 'same-port',
  title: 'Two laptops, one source port',
  lead: 'Both laptops use port 54321 to the same server; only one of them can keep it on the outside.',
  seed: 3,
  realms,
  nodes: [first, second, router(natTable(MASQUERADE)), webServer],
  links: wires([first, second], [webServer]),
  script: [
    { when: { time: 0 }, command: { ...to, node: 'laptop-a', close: false } },
    { when: { time: 100 * MILLISECOND }, command: { ...to, node: 'laptop-b' } },
  ],
}
