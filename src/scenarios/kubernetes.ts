/** Two nodes of a cluster, three pods, and one service with an endpoint on each node. */
import type { LinkSpec, NodeSpec, Realm, Scenario } from '../model/scenario'
import { MILLISECOND } from '../model/time'
import { outside } from './home'
import { kubeProxy } from './kube-proxy'

const realms: Realm[] = [
  {
    id: 'pods',
    name: 'Pods',
    note: '10.244.0.0/16',
    kind: 'private',
    // The second holds the services: addresses that no interface has.
    prefixes: ['10.244.0.0/16', '10.96.0.0/12'],
  },
  { id: 'nodes', name: 'Nodes', note: 'kube-proxy on each', kind: 'router', prefixes: [] },
  {
    id: 'internet',
    name: 'Outside',
    note: 'what others see',
    kind: 'public',
    prefixes: ['203.0.113.0/24', '198.51.100.0/24'],
  },
]

/** A network namespace of its node. Whatever leaves it goes by the node, even to its neighbour. */
const pod = (id: string, node: 1 | 2, host: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  name: id,
  realm: 'pods',
  kind: 'host',
  within: `node-${node}`,
  interfaces: [{ name: 'eth0', addresses: [`10.244.${node}.${host}/32`] }],
  routes: [
    { to: `10.244.${node}.1`, dev: 'eth0' },
    { to: 'default', via: `10.244.${node}.1`, dev: 'eth0' },
  ],
  ...more,
})

const client = pod('client', 1, 9)
const web = { kind: 'server', services: [{ proto: 'tcp', port: 8080, app: 'http' }] } satisfies Partial<NodeSpec>
const webA = pod('web-a', 1, 5, web)
const webB = pod('web-b', 2, 6, web)

/** One end of a veth pair and a route for each of its pods, and a route to the pods of the other node. */
const node = (n: 1 | 2, pods: { id: string; address: string }[]): NodeSpec => ({
  id: `node-${n}`,
  name: `Node ${n}`,
  realm: 'nodes',
  kind: 'router',
  interfaces: [
    ...pods.map(({ id }) => ({ name: `veth-${id}`, addresses: [`10.244.${n}.1/32`] })),
    { name: 'eth0', addresses: [`203.0.113.1${n}/24`] },
  ],
  routes: [
    ...pods.map(({ id, address }) => ({ to: address, dev: `veth-${id}` })),
    { to: `10.244.${3 - n}.0/24`, via: `203.0.113.1${3 - n}`, dev: 'eth0' },
    { to: 'default', via: '203.0.113.1', dev: 'eth0' },
  ],
  iptables: kubeProxy,
})

const nodes: NodeSpec[] = [
  client,
  webA,
  webB,
  node(1, [
    { id: 'client', address: '10.244.1.9' },
    { id: 'web-a', address: '10.244.1.5' },
  ]),
  node(2, [{ id: 'web-b', address: '10.244.2.6' }]),
  outside('visitor', 'Visitor', 7, { kind: 'host' }),
]

const veth = (n: 1 | 2, id: string): LinkSpec => ({
  id: `veth-${id}`,
  kind: 'lan',
  ends: [`${id}.eth0`, `node-${n}.veth-${id}`],
  latency: 20,
})

const links: LinkSpec[] = [
  veth(1, 'client'),
  veth(1, 'web-a'),
  veth(2, 'web-b'),
  {
    id: 'net',
    kind: 'internet',
    ends: ['node-1.eth0', 'node-2.eth0', 'visitor.eth0'],
    latency: 2 * MILLISECOND,
  },
]

/** The handshake is enough to see where it leads. */
const connect = { do: 'tcp', request: '', close: false } as const

export const clusterIp: Scenario = {
  id: 'cluster-ip',
  title: 'Kubernetes: ClusterIP',
  lead: 'A pod connects to the address of a service, which nobody has: the rules of kube-proxy choose a pod instead.',
  seed: 20,
  realms,
  nodes,
  links,
  script: [40_000, 40_001].map((sport, i) => ({
    when: { time: i * 100 * MILLISECOND },
    command: { ...connect, node: 'client', dst: '10.96.0.80', dport: 80, sport },
  })),
}

export const nodePort: Scenario = {
  id: 'node-port',
  title: 'Kubernetes: NodePort from outside',
  lead: 'A visitor asks node 1, a pod on node 2 answers: so that the answer comes back, the pod must not see who asked.',
  seed: 23,
  realms,
  nodes,
  links,
  script: [
    {
      when: { time: 0 },
      command: { ...connect, node: 'visitor', dst: '203.0.113.11', dport: 30080, sport: 50000 },
    },
  ],
}
