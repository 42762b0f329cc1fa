/** UDP's tracker, and UDP-Lite's (`nf_conntrack_udp_packet`). */
import { checksum, pseudoHeader } from '../../packet/checksum'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as udp from '../../packet/udp'
import { UDP_STREAM_AFTER } from '../../model/trackers'
import { SECOND } from '../../model/time'
import type { Hook } from '../../model/trace'
import type { Skb } from '../skb'
import { ACCEPT, type Core, INVALID, type TrackerVerdict } from './core'
import { account, putOff } from './lifetime'
import { IPS } from './status'
import { isBroken } from './sum'

function udpError(core: Core, skb: Skb, at: number, hook: Hook): Core['why'] | null {
  const b = skb.bytes
  if (b.length - at < udp.HEADER) return 'short'
  const length = udp.length(b, at)
  if (length < udp.HEADER || length > b.length - at) return 'short'
  return udp.check(b, at) !== 0 && isBroken(core, skb, hook) ? 'checksum' : null
}

/**
 * UDP-Lite (RFC 3828): its length says how much the checksum covers. Linux sums up as if it were UDP, so that what is right fails
 * (`udplite_error`).
 */
function udpLiteError(core: Core, { bytes: b }: Skb, at: number, hook: Hook): Core['why'] | null {
  const length = b.length - at
  if (length < udp.HEADER) return 'short'
  const covered = udp.length(b, at) || length
  if (covered < udp.HEADER || covered > length) return 'short'
  if (udp.check(b, at) === 0) return 'checksum'
  if (hook !== 'PREROUTING' || !core.settings.checksum) return null
  const start = pseudoHeader(ipv4.src(b), ipv4.dst(b), PROTO.UDP, length)
  return checksum(b, at, at + covered, start) === 0 ? null : 'checksum'
}

export function udpPacket(core: Core, h: number, skb: Skb, hook: Hook): TrackerVerdict {
  const { table, settings, env } = core
  const check = table.proto(h) === PROTO.UDP ? udpError : udpLiteError
  const error = check(core, skb, ipv4.payloadAt(skb.bytes), hook)
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
