/** A case's nodes and links in the engine's words. */
import type { WorldSpec } from '../engine/world'
import type { Case, CaseNode } from './format'

export const worldOf = (c: Case): WorldSpec => ({
  nodes: Object.entries(c.nodes).map(([id, node]) => nodeOf(id, node)),
  links: (c.links ?? []).map((ends, i) => ({ id: `link${i}`, kind: 'lan', ends, latency: 0 })),
})

const nodeOf = (id: string, node: CaseNode): WorldSpec['nodes'][number] => ({
  id,
  interfaces: Object.entries(node.interfaces).map(([name, spec]) => ({
    name,
    addresses: spec.addresses ?? [],
    mtu: spec.mtu,
  })),
  routes: node.routes,
  iptables: node.iptables,
  counters: node.counters,
  sysctl: node.sysctl,
  forward: node.forward ?? true,
  // The recorder's sockets accept, and read nothing.
  services: node.listen?.map((l) => ({ proto: l.proto, port: l.port, app: 'silent', address: l.address })),
})
