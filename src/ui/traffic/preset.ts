/** What the form begins with: the scenario's own traffic, or something that suits its router. */
import { broadcast, formatAddress, network, prefix } from '../../packet/address'
import type { NodeSpec, Scenario } from '../../model/scenario'
import { MILLISECOND } from '../../model/time'
import type { Traffic } from '../../model/traffic'

/** The router that traffic goes through: the one of the preset, else the first that has two sides. */
export function presetOf(scenario: Scenario): Traffic | null {
  if (scenario.traffic) return scenario.traffic
  for (const node of scenario.nodes) {
    const sides = node.kind === 'router' && sidesOf(node)
    if (sides) return { ...COMMON, node: node.id, ...sides }
  }
  return null
}

const COMMON = {
  from: 'inside',
  servers: 50,
  to: '198.51.100.1',
  dport: 443,
  flows: 100_000,
  rate: 5_000,
  mix: { tcp: 6, udp: 3, icmp: 1 },
  exchanges: 1,
  answer: 3,
  loss: 0.005,
  latency: 20 * MILLISECOND,
  jitter: 5 * MILLISECOND,
} as const

/** Its hosts are where the default route does not go, as many as the prefix has room for. */
function sidesOf({
  interfaces,
  routes = [],
}: NodeSpec): Pick<Traffic, 'inside' | 'outside' | 'hosts' | 'first'> | null {
  const way = routes.find(({ to, dev }) => to === 'default' && dev !== undefined)?.dev
  const outside = interfaces.find(({ name }) => name === way)
  const inside = interfaces.find(({ name, addresses }) => name !== way && addresses.length > 0)
  if (!outside || !inside) return null
  const net = prefix(inside.addresses[0])
  const own = net.address
  const room = broadcast(net) - own - 1
  return {
    inside: inside.name,
    outside: outside.name,
    hosts: Math.max(1, Math.min(250, room)),
    first: formatAddress(room > 0 ? own + 1 : network(net) + 1),
  }
}
