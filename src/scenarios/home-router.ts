import type { Scenario } from '../model/scenario'
import {
  FORWARD_ESTABLISHED,
  FORWARD_OUT,
  filterTable,
  laptop,
  MASQUERADE,
  natTable,
  phone,
  realms,
  router,
  scanner,
  webServer,
  wires,
} from './home'

/** One TCP connection through its whole life. */
export const homeRouter: Scenario = {
  id: 'home-router',
  title: 'Home router: SNAT',
  lead: 'A laptop opens a page; on the way out the router lends it its own public address.',
  seed: 1,
  realms,
  nodes: [
    laptop,
    phone,
    router(filterTable(FORWARD_ESTABLISHED, FORWARD_OUT) + natTable(MASQUERADE)),
    webServer,
    scanner,
  ],
  links: wires([laptop, phone], [webServer, scanner]),
  script: [
    { when: { time: 0 }, command: { do: 'tcp', node: 'laptop', dst: '198.51.100.4', dport: 443, sport: 54321 } },
  ],
}
