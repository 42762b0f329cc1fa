/** Which ports of an outside address are lent to whom: the 65,536 of a protocol, as the conntrack table has them. */
import { ROW, type Rows } from '../model/rows'

/** The bands within which a port is chosen anew (`nf_nat_l4proto_unique_tuple`, Linux 6.18): below 512, below 1024, and the rest. */
export const BANDS = [
  [1, 511],
  [512, 1023],
  [1024, 65535],
] as const

export const PORTS = 65536

export interface PortUse {
  /** By port: 0 for a free one, else the place of its owner in `owners` plus 1. The first owner counts. */
  owner: Uint16Array
  /** By port: how many destinations it is lent for at once. */
  times: Uint16Array
  /** Inside addresses, those with most ports first. */
  owners: { address: number; ports: number }[]
  /** Ports in use, and entries that use them: one port serves many destinations. */
  used: number
  entries: number
}

/** Outside addresses that entries are translated to, and the protocols: what can be looked at. */
export function outsides(rows: Rows): { address: number; proto: number; entries: number }[] {
  const seen = new Map<number, { address: number; proto: number; entries: number }>()
  for (let i = 0; i < rows.count; i++) {
    if (!(rows.flags[i] & ROW.SRC_NAT)) continue
    const [address, proto] = [rows.rdst[i], rows.proto[i]]
    const key = address * 256 + proto
    const one = seen.get(key)
    if (one) one.entries++
    else seen.set(key, { address, proto, entries: 1 })
  }
  return [...seen.values()].toSorted((a, b) => b.entries - a.entries)
}

/** The ports of `address` for `proto`; towards one destination only with `to`. An ICMP query's identifier counts as its port. */
export function portsOf(rows: Rows, address: number, proto: number, to?: { dst: number; dport: number }): PortUse {
  const places = new Map<number, number>()
  const counts: { address: number; ports: number }[] = []
  const first = new Uint16Array(PORTS)
  const times = new Uint16Array(PORTS)
  let used = 0
  let entries = 0
  for (let i = 0; i < rows.count; i++) {
    if (rows.rdst[i] !== address || rows.proto[i] !== proto || !(rows.flags[i] & ROW.SRC_NAT)) continue
    if (to && (rows.rsrc[i] !== to.dst || rows.rsport[i] !== to.dport)) continue
    const port = proto === 1 ? rows.rsport[i] : rows.rdport[i]
    entries++
    times[port]++
    if (times[port] > 1) continue
    used++
    let place = places.get(rows.src[i])
    if (place === undefined) {
      place = counts.length
      places.set(rows.src[i], place)
      counts.push({ address: rows.src[i], ports: 0 })
    }
    counts[place].ports++
    first[port] = place + 1
  }
  const order = counts.map((_, i) => i).toSorted((a, b) => counts[b].ports - counts[a].ports)
  const rank = new Uint16Array(counts.length + 1)
  order.forEach((place, i) => (rank[place + 1] = i + 1))
  return { owner: first.map((place) => rank[place]), times, owners: order.map((i) => counts[i]), used, entries }
}
