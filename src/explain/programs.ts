/** Commands, sockets and the clock: what happens around the packets. */
import type { EventOf } from '../model/trace'
import { nodeName, ownerName, type Context, type Explanation } from './context'
import { duration } from './duration'
import { say } from './text/en'
import { endpoint } from './tuple'

const { packets, names, notes } = say

export function command({ command: c }: EventOf<'command'>, ctx: Context): Explanation {
  const node = nodeName(ctx, c.node)
  const say = packets.command
  switch (c.do) {
    case 'tcp':
      return {
        sentence: say.tcp(node, to(ctx, c.dst, c.dport)),
        source: 'tcp_v4_connect · RFC 9293 §3.5',
      }
    case 'udp':
      return { sentence: say.udp(node, to(ctx, c.dst, c.dport), c.dport === 53), source: 'udp_sendmsg · RFC 768' }
    case 'ping':
      return { sentence: say.ping(node, to(ctx, c.dst), c.count ?? 1), source: 'RFC 792' }
    case 'packet':
      return { sentence: say.packet(node), source: 'raw_sendmsg' }
    case 'rules':
      return { sentence: names.start(say.rules(node)), source: 'iptables-restore' }
    case 'sysctl':
      return { sentence: say.sysctl(node, c.name, String(c.value)), source: `sysctl ${c.name}` }
  }
}

function to(ctx: Context, address: string, port?: number): string {
  const owner = ownerName(ctx, address)
  const at = endpoint(address, port)
  return owner ? `${owner}, ${at}` : at
}

export function socket({ node: id, socket: s }: EventOf<'socket'>, ctx: Context): Explanation {
  const node = nodeName(ctx, id)
  const was = ctx.before.nodes[id]?.sockets.get(s.id)
  const { socket: say } = packets
  if (s.proto === 'tcp' && was?.state === s.state && was.outcome === s.outcome)
    return { sentence: say.moved(node, 'TCP', s.local, s.sent, s.received), source: 'RFC 9293 §3.8' }
  if (s.proto === 'tcp') {
    const news = s.outcome !== was?.outcome ? s.outcome : undefined
    return {
      sentence: !news
        ? say.tcp(node, s.local, s.state, say.meaning[s.state] ?? '')
        : s.state === 'CLOSED'
          ? say.tcpOver(node, s.local, news)
          : say.tcpOutcome(node, s.local, news, s.state),
      source: 'tcp_rcv_state_process · RFC 9293 §3.3.2',
    }
  }
  const proto = s.proto.toUpperCase()
  const source = s.proto === 'udp' ? 'RFC 768' : 'RFC 792'
  if (s.state === 'closed') return { sentence: say.closed(node, proto, s.local, s.outcome), source }
  if (!was) return { sentence: say.open(node, proto, s.local), source }
  return { sentence: say.moved(node, proto, s.local, s.sent, s.received), source }
}

export const log = (event: EventOf<'log'>, ctx: Context): Explanation => ({
  sentence: names.start(packets.log(nodeName(ctx, event.node), event.line)),
  source: event.line.startsWith('nf_conntrack:') ? '__nf_conntrack_alloc' : 'nf_log_packet',
})

export const rulesReplaced = (event: EventOf<'rules'>, ctx: Context): Explanation => ({
  sentence: names.start(packets.rulesReplaced(nodeName(ctx, event.node))),
  source: 'iptables-restore',
})

export const sysctl = (event: EventOf<'sysctl'>, ctx: Context): Explanation => ({
  sentence: packets.sysctl(nodeName(ctx, event.node), event.name, event.value),
  source: 'sysctl -w',
  ...(event.name.endsWith('nf_conntrack_max') && { often: notes.max }),
})

export const refused = (event: EventOf<'refused'>): Explanation => ({ sentence: packets.refused(event.message) })

export function pass(event: EventOf<'pass'>, ctx: Context): Explanation {
  const time = duration(event.t - event.from)
  const waiting = Object.values(ctx.after.nodes).reduce((sum, node) => sum + node.conntrack.size, 0)
  return { sentence: waiting ? packets.passWaiting(time, waiting) : packets.pass(time) }
}

export const end = (): Explanation => ({ sentence: packets.end })
