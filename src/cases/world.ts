/** A case's nodes and links in the engine's words. */
import type { LinkSpec, NodeSpec } from '../model/scenario'
import type { Case, CaseNode } from './format'

export interface CaseWorld {
  nodes: NodeSpec[]
  links: LinkSpec[]
}

export const worldOf = (c: Case): CaseWorld => ({
  nodes: Object.entries(c.nodes).map(([id, node]) => nodeOf(id, node)),
  links: (c.links ?? []).map((ends, i) => ({ id: `link${i}`, kind: 'lan', ends: [...ends], latency: 0 })),
})

const nodeOf = (id: string, node: CaseNode): NodeSpec => ({
  id,
  name: id,
  realm: '',
  kind: 'router',
  interfaces: Object.entries(node.interfaces).map(([name, spec]) => ({
    name,
    addresses: spec.addresses ?? [],
    mtu: spec.mtu,
  })),
  routes: node.routes,
  iptables: node.iptables,
  sysctl: node.sysctl,
  forward: node.forward ?? true,
  // The recorder's sockets accept and read nothing.
  services: node.listen?.map((l) => ({ proto: l.proto, port: l.port, app: 'silent', address: l.address })),
})
