import type { LinkSpec, NodeSpec, Realm, Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { outside, webServer } from './home'

export const realms: Realm[] = [
  { id: 'containers', name: 'Containers', note: '172.17.0.0/16', kind: 'private', prefixes: ['172.17.0.0/16'] },
  { id: 'host', name: 'Docker host', note: 'one machine', kind: 'router', prefixes: [] },
  {
    id: 'internet',
    name: 'Internet',
    note: 'what others see',
    kind: 'public',
    prefixes: ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.0/24'],
  },
]

/** A network namespace of the host: its eth0 is one end of a veth pair, the other is a port of docker0. */
const container = (id: string, name: string, host: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  name,
  realm: 'containers',
  kind: 'host',
  within: 'docker-host',
  interfaces: [{ name: 'eth0', addresses: [`172.17.0.${host}/16`] }],
  routes: [{ to: 'default', via: '172.17.0.1', dev: 'eth0' }],
  ...more,
})

const web = container('web', 'web', 2, {
  kind: 'server',
  services: [{ proto: 'tcp', port: 80, app: 'http' }],
})
export const containers = [web, container('worker', 'worker', 3)]

export const MASQUERADE = '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE'
const HAIRPIN = '-A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE'

/** What dockerd writes for one published port, as iptables-save lists it; `wayOut` is for what containers begin. */
export const dockerd = (...wayOut: string[]): string => `*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
${[...wayOut, HAIRPIN].join('\n')}
-A DOCKER -i docker0 -j RETURN
-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-ISOLATION-STAGE-2 - [0:0]
:DOCKER-USER - [0:0]
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -o docker0 -j DOCKER
-A FORWARD -i docker0 ! -o docker0 -j ACCEPT
-A FORWARD -i docker0 -o docker0 -j ACCEPT
-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
-A DOCKER-ISOLATION-STAGE-2 -j RETURN
-A DOCKER-USER -j RETURN
COMMIT
`

export const dockerHost = (iptables: string): NodeSpec => ({
  id: 'docker-host',
  name: 'Docker host',
  realm: 'host',
  kind: 'router',
  interfaces: [
    { name: 'docker0', addresses: ['172.17.0.1/16'] },
    { name: 'eth0', addresses: ['203.0.113.5/24'] },
  ],
  routes: [{ to: 'default', via: '203.0.113.1', dev: 'eth0' }],
  iptables,
})

/** docker0 is a bridge of the host; `out` stands on the other side of it. */
export const wires = (out: NodeSpec[]): LinkSpec[] => [
  {
    id: 'docker0',
    kind: 'lan',
    ends: [...containers.map(({ id }) => `${id}.eth0`), 'docker-host.docker0'],
    latency: 20,
  },
  {
    id: 'wan',
    kind: 'internet',
    ends: ['docker-host.eth0', ...out.map(({ id }) => `${id}.eth0`)],
    latency: 10 * MILLISECOND,
  },
]

const visitor = outside('visitor', 'Visitor', 7, { kind: 'host' })

/** In to the published port, then out from another container. */
export const docker: Scenario = {
  id: 'docker',
  title: 'Docker: a published port, and the way out',
  lead: 'A visitor opens port 8080 of the host and a container answers; then a container opens a page outside.',
  seed: 8,
  realms,
  nodes: [...containers, dockerHost(dockerd(MASQUERADE)), visitor, webServer],
  links: wires([visitor, webServer]),
  script: [
    { when: { time: 0 }, command: { do: 'tcp', node: 'visitor', dst: '203.0.113.5', dport: 8080, sport: 40000 } },
    {
      when: { time: 500 * MILLISECOND },
      command: { do: 'tcp', node: 'worker', dst: '198.51.100.4', dport: 443, sport: 35700 },
    },
  ],
}
