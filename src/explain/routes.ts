/** The routing decision. */
import type { EventOf } from '../model/trace'
import { nodeName, type Context, type Explanation } from './context'
import { say } from './text/en'

const { names } = say
const text = say.rules.route

export function routed(event: EventOf<'route'>, ctx: Context): Explanation {
  const sentence = decision(event, ctx)
  if (event.again) return { sentence: text.again(sentence), source: 'ip_route_me_harder' }
  const origin = ctx.before.packets.get(event.pkt)?.place
  const arrived = origin?.at === 'node' && origin.iface !== undefined
  return {
    sentence,
    source: `${arrived ? 'ip_route_input_noref' : 'ip_route_output_flow'} · RFC 1812 §5.2.4.3`,
  }
}

function decision({ dst, found, local, out, nextHop, node }: EventOf<'route'>, ctx: Context): string {
  if (!found) return text.none(dst)
  if (found.type === 'broadcast') return text.broadcast(dst)
  if (local || found.type === 'local') return text.local(dst, nodeName(ctx, node))
  if (found.type !== 'unicast') return text.blocked(dst, found.to, found.type)
  const dev = out ?? found.dev ?? ''
  const via = found.via ?? (nextHop === dst ? undefined : nextHop)
  if (found.to === dst && !via) return text.own(dst, dev)
  return names.start(via ? text.via(dst, found.to, dev, via) : text.direct(dst, found.to, dev))
}
