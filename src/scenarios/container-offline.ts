import type { Scenario } from '../model/scenario'
import { containers, dockerd, dockerHost, realms, wires } from './docker'
import { webServer } from './home'

/** As after `iptables -t nat -F POSTROUTING`, or when another tool has written its rules over those of dockerd. */
export const containerOffline: Scenario = {
  id: 'container-offline',
  title: "Why can't this container reach the internet?",
  lead: 'A ping leaves the container and the host, arrives, and is answered; the answer never comes. What is missing?',
  seed: 22,
  realms,
  nodes: [...containers, dockerHost(dockerd()), webServer],
  links: wires([webServer]),
  script: [{ when: { time: 0 }, command: { do: 'ping', node: 'worker', dst: '198.51.100.4', count: 1, id: 7 } }],
}
