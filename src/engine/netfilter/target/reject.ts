/** REJECT: drops, and tells the sender why (`reject_tg`, `nf_send_unreach`, `nf_send_reset`). */
import { REJECTS } from '../../../rules/target/reject'
import type { TargetOf } from '../../../rules/ruleset'
import * as icmp from '../../../packet/icmp'
import { PROTO } from '../../../packet/protocol'
import * as tcp from '../../../packet/tcp'
import * as udp from '../../../packet/udp'
import { SUM } from '../../skb'
import type { View } from '../view'
import { type Act, REJECTED } from './act'
import { dropped } from './drop'

export const reject =
  (target: TargetOf<'REJECT'>): Act =>
  (v, ref) => {
    const { env, skb } = v
    dropped(v, ref, 'reject')
    if (target.with === 'tcp-reset') {
      if (!looksBroken(v)) env.tcpReset(skb)
    } else if (v.offset === 0 && believable(v)) env.icmpError(skb, icmp.TYPE.UNREACHABLE, REJECTS[target.with])
    return REJECTED
  }

/**
 * The whole packet is added up, its header with it, where a right one is nought. What a node changed in its options on the way in
 * is in the header's checksum only when it leaves (`nf_ip_checksum`): to a RST it is then broken, unless conntrack has the sum.
 */
const looksBroken = ({ skb, hook }: View): boolean =>
  skb.options !== null && skb.options.changed && !(skb.sum === SUM.COMPLETE && hook === 'INPUT')

/** Nobody is told of a packet whose checksum is wrong: who knows who sent it (`nf_reject_verify_csum`). */
function believable(v: View): boolean {
  const { skb, b, at, end, src, dst, proto } = v
  if (skb.sum !== SUM.UNKNOWN || UNSUMMED.has(proto)) return true
  if (proto === PROTO.UDP && end - at >= udp.HEADER && udp.check(b, at) === 0) return true
  if (looksBroken(v)) return false
  switch (proto) {
    case PROTO.TCP:
      return end - at >= tcp.MIN_HEADER && tcp.checksumOk(b, at, end, src, dst)
    case PROTO.UDP:
      return end - at >= udp.HEADER && udp.checksumOk(b, at, end, src, dst)
    default:
      // Most others are held to be like ICMP: nought is the sum of all they carry, and of nothing but noughts.
      return icmp.checksumOk(b, at, end) || b.subarray(at, end).every((byte) => byte === 0)
  }
}

/** They have other checks, or check a part. */
const UNSUMMED: ReadonlySet<number> = new Set([PROTO.GRE, PROTO.ESP, PROTO.AH, PROTO.SCTP, PROTO.UDPLITE])
