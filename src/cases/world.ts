/** A case's nodes and links in the engine's words. */
import type { WorldSpec } from '../engine/world'
import type { Case, CaseNode } from './format'
import { unfollowed } from './modelled'

export const worldOf = (c: Case): WorldSpec => ({
  nodes: Object.entries(c.nodes).map(([id, node]) => nodeOf(id, node, (c.links ?? []).flat())),
  links: (c.links ?? []).map((ends, i) => ({ id: `link${i}`, kind: 'lan', ends, latency: 0 })),
})

const nodeOf = (id: string, node: CaseNode, linked: readonly string[]): WorldSpec['nodes'][number] => ({
  id,
  // The recorder makes links before taps, and the kernel numbers interfaces as they come.
  interfaces: Object.entries(node.interfaces)
    .map(([name, spec]) => ({ name, addresses: spec.addresses ?? [], mtu: spec.mtu }))
    .toSorted((a, b) => place(linked, id, a.name) - place(linked, id, b.name)),
  routes: node.routes,
  iptables: node.iptables,
  counters: node.counters,
  // The recorder lifts the limit on ICMP errors and sends no redirects.
  sysctl: { 'net.ipv4.icmp_ratelimit': 0, ...noRedirects(node), ...followedBy(node) },
  forward: node.forward ?? true,
  // The recorder's sockets accept, and read nothing.
  services: node.listen?.map((l) => ({ proto: l.proto, port: l.port, app: 'silent', address: l.address })),
})

const noRedirects = (node: CaseNode): Record<string, number> =>
  Object.fromEntries(
    ['all', 'default', ...Object.keys(node.interfaces)].map((of) => [`net.ipv4.conf.${of}.send_redirects`, 0]),
  )

function followedBy(node: CaseNode): CaseNode['sysctl'] {
  const passedOver = new Set(unfollowed(node))
  return Object.fromEntries(Object.entries(node.sysctl ?? {}).filter(([name]) => !passedOver.has(name)))
}

/** Where the interface stands among the ends of links; taps come after them all. */
function place(linked: readonly string[], node: string, iface: string): number {
  const at = linked.indexOf(`${node}.${iface}`)
  return at < 0 ? linked.length : at
}
