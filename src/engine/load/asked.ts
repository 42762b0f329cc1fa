/** The traffic that was asked for: whether it can be, and its protocols. */
import { PROTO } from '../../packet/protocol'
import type { Scenario } from '../../model/scenario'
import { MOST_FLOWS, type Traffic } from '../../model/traffic'
import { HORIZON } from './agenda'

/** A hundred conversations' protocols, spread evenly. */
export function drawn({ tcp, udp, icmp }: Traffic['mix']): number[] {
  const shares: [number, number][] = [
    [PROTO.TCP, tcp],
    [PROTO.UDP, udp],
    [PROTO.ICMP, icmp],
  ]
  const all = tcp + udp + icmp
  const owed = [0, 0, 0]
  return Array.from({ length: 100 }, () => {
    shares.forEach(([, share], i) => (owed[i] += share / all))
    const most = owed.indexOf(Math.max(...owed))
    owed[most]--
    return shares[most][0]
  })
}

/** Throws RangeError, with words. */
export function check({ nodes }: Pick<Scenario, 'nodes'>, t: Traffic): void {
  const node = nodes.find(({ id }) => id === t.node)
  if (!node) throw new RangeError(`there is no node "${t.node}"`)
  for (const name of [t.inside, t.outside])
    if (!node.interfaces.some((iface) => iface.name === name))
      throw new RangeError(`"${t.node}" has no interface "${name}"`)
  whole('flows', t.flows, 1, MOST_FLOWS)
  whole('hosts', t.hosts, 1, MOST_FLOWS)
  whole('servers', t.servers, 1, MOST_FLOWS)
  whole('dport', t.dport, 1, 0xffff)
  whole('exchanges', t.exchanges, 1, 100)
  whole('answer', t.answer, 1, 8)
  whole('latency and jitter', t.latency + t.jitter, 0, HORIZON / 2)
  if (!(t.rate > 0)) throw new RangeError(`rate: expected a number above 0, not ${t.rate}`)
  if (!(t.loss >= 0 && t.loss <= 1)) throw new RangeError(`loss: expected a share from 0 to 1, not ${t.loss}`)
  const { tcp, udp, icmp } = t.mix
  if (!(Math.min(tcp, udp, icmp) >= 0 && tcp + udp + icmp > 0))
    throw new RangeError('mix: expected shares from 0, not all 0')
}

function whole(name: string, value: number, from: number, to: number): void {
  if (!Number.isInteger(value) || value < from || value > to)
    throw new RangeError(`${name}: expected a whole number from ${from} to ${to}, not ${value}`)
}
