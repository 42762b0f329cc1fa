/** The menu, in its order. The page opens on the first. */
import type { Scenario } from '../model/scenario'
import { cgnat } from './cgnat'
import { docker } from './docker'
import { homeRouter } from './home-router'
import { notAFirewall } from './not-a-firewall'
import { ping } from './ping'
import { portForward } from './port-forward'
import { samePort } from './same-port'
import { udpTimeout } from './udp-timeout'

export const scenarios: readonly Scenario[] = [
  homeRouter,
  portForward,
  samePort,
  udpTimeout,
  ping,
  notAFirewall,
  cgnat,
  docker,
]
