/** UDP's tracker (`nf_conntrack_udp_packet`). */
import * as ipv4 from '../../packet/ipv4'
import * as udp from '../../packet/udp'
import { UDP_STREAM_AFTER } from '../../model/trackers'
import { SECOND } from '../../model/time'
import type { Hook } from '../../model/trace'
import type { Skb } from '../skb'
import { ACCEPT, type Core, INVALID, type TrackerVerdict } from './core'
import { account, putOff } from './lifetime'
import { IPS } from './status'

function udpError(core: Core, skb: Skb, at: number, hook: Hook): Core['why'] | null {
  const b = skb.bytes
  if (b.length - at < udp.HEADER) return 'short'
  const length = udp.length(b, at)
  if (length < udp.HEADER || length > b.length - at) return 'short'
  if (hook !== 'PREROUTING' || !core.settings.checksum) return null
  return udp.check(b, at) === 0 || ipv4.carriesRight(b) ? null : 'checksum'
}

export function udpPacket(core: Core, h: number, skb: Skb, hook: Hook): TrackerVerdict {
  const { table, settings, env } = core
  const error = udpError(core, skb, ipv4.payloadAt(skb.bytes), hook)
  if (error) {
    core.why = error
    return INVALID
  }
  const status = table.status(h)
  if (!(status & IPS.CONFIRMED)) table.setStreamFrom(h, env.now() + UDP_STREAM_AFTER * SECOND)
  if (!(status & IPS.SEEN_REPLY)) {
    account(core, skb)
    putOff(core, h, settings.udp)
    return ACCEPT
  }
  // Both ways, and still going: a stream, not a question and its answer.
  account(core, skb)
  const isStream = env.now() > table.streamFrom(h)
  putOff(core, h, isStream ? settings.udpStream : settings.udp)
  if (isStream) table.addStatus(h, IPS.ASSURED)
  return ACCEPT
}
