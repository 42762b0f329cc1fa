import type { Scenario } from '../model/scenario'
import { laptop, MASQUERADE, natTable, phone, realms, router, webServer, wires } from './home'

export const ping: Scenario = {
  id: 'ping',
  title: 'Ping',
  lead: 'An echo request has no ports; the router tells conversations apart by the identifier.',
  seed: 5,
  realms,
  nodes: [laptop, phone, router(natTable(MASQUERADE)), webServer],
  links: wires([laptop, phone], [webServer]),
  script: [{ when: { time: 0 }, command: { do: 'ping', node: 'laptop', dst: '198.51.100.4', count: 2, id: 7 } }],
}
