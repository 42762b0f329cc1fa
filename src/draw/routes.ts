/** A node's routing table as `ip route` lists it, to light the row that a packet took. */
import type { NodeSpec, RouteSpec } from '../model/scenario'
import type { RouteFound } from '../model/trace'
import { formatPrefix, inPrefix, network, parsePrefix } from '../packet/address'

export interface RouteRow {
  /** "default", "192.168.1.0/24", "local 203.0.113.5" */
  to: string
  via?: string
  dev?: string
  type: NonNullable<RouteSpec['type']> | 'local'
  /** Prefix length; -1 for the default route, so that rows sort longest prefix last in doubt. */
  bits: number
  chosen: boolean
}

/** Rows with the longest prefix first: the order in which the decision reads them. */
export function routeRows(
  node: Pick<NodeSpec, 'interfaces' | 'routes'>,
  dst?: string,
  found?: RouteFound | null,
): RouteRow[] {
  const rows: RouteRow[] = []
  for (const { name, addresses } of node.interfaces)
    for (const text of addresses) {
      const prefix = parsePrefix(text)
      if (!prefix) continue
      rows.push(row(`local ${text.split('/')[0]}`, 32, 'local', undefined, name))
      const net = formatPrefix({ address: network(prefix), bits: prefix.bits })
      rows.push(row(net, prefix.bits, 'unicast', undefined, name))
    }
  for (const { to, via, dev, type = 'unicast' } of node.routes ?? []) {
    const prefix = to === 'default' ? null : parsePrefix(to)
    rows.push(row(to, to === 'default' ? -1 : (prefix?.bits ?? 32), type, via, dev))
  }
  rows.sort((a, b) => b.bits - a.bits || Number(b.type === 'local') - Number(a.type === 'local'))
  const hit = rows.find((r) => isChosen(r, dst, found))
  if (hit) hit.chosen = true
  return rows
}

const row = (to: string, bits: number, type: RouteRow['type'], via?: string, dev?: string): RouteRow => ({
  to,
  via,
  dev,
  type,
  bits,
  chosen: false,
})

function isChosen(r: RouteRow, dst?: string, found?: RouteFound | null): boolean {
  if (!found) return false
  if (found.type === 'local') return r.type === 'local' && r.to === `local ${dst ?? ''}`
  if (r.type === 'local') return false
  if (r.to === found.to) return found.dev === undefined || r.dev === undefined || r.dev === found.dev
  const [a, b] = [parsePrefix(r.to), parsePrefix(found.to)]
  return a !== null && b !== null && a.bits === b.bits && inPrefix(a.address, b)
}
