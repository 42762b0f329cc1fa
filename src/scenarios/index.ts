/** The menu, in its order. The page opens on the first. */
import type { Scenario } from '../model/scenario'
import { cgnat } from './cgnat'
import { docker } from './docker'
import { hairpinBroken, hairpinMended } from './hairpin'
import { homeRouter } from './home-router'
import { invalid } from './invalid'
import { clusterIp, nodePort } from './kubernetes'
import { loadBalancer } from './load-balancer'
import { containerOffline } from './container-offline'
import { notAFirewall } from './not-a-firewall'
import { pathMtu } from './path-mtu'
import { ping } from './ping'
import { portForward } from './port-forward'
import { portForwardRefused } from './port-forward-refused'
import { portsUsedUp } from './ports-used-up'
import { samePort } from './same-port'
import { scanned } from './scanned'
import { synFlood } from './syn-flood'
import { tableFull } from './table-full'
import { traceroute } from './traceroute'
import { udpTimeout } from './udp-timeout'

export interface Group {
  name: string
  scenarios: readonly Scenario[]
}

export const groups: readonly Group[] = [
  { name: 'Basics', scenarios: [homeRouter, samePort, udpTimeout, ping, notAFirewall, scanned] },
  { name: 'Port forwards', scenarios: [portForward, hairpinBroken, hairpinMended, loadBalancer] },
  { name: 'Carriers and paths', scenarios: [cgnat, traceroute, pathMtu] },
  { name: 'Containers', scenarios: [docker, clusterIp, nodePort] },
  { name: 'When it breaks', scenarios: [portForwardRefused, containerOffline, invalid] },
  { name: 'Limits', scenarios: [tableFull, portsUsedUp, synFlood] },
]

export const scenarios: readonly Scenario[] = groups.flatMap((group) => group.scenarios)
