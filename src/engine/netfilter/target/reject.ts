/** REJECT: drops, and tells the sender why (`reject_tg`, `nf_send_unreach`, `nf_send_reset`). */
import { REJECTS } from '../../../rules/target/reject'
import type { TargetOf } from '../../../rules/ruleset'
import * as icmp from '../../../packet/icmp'
import { PROTO } from '../../../packet/protocol'
import * as tcp from '../../../packet/tcp'
import * as udp from '../../../packet/udp'
import type { View } from '../view'
import { type Act, REJECTED } from './act'
import { dropped } from './drop'

export const reject =
  (target: TargetOf<'REJECT'>): Act =>
  (v, ref) => {
    const { env, skb } = v
    dropped(v, ref, 'reject')
    // What its options changed is not in its checksum before it leaves: it looks broken here.
    if (skb.options?.changed) return REJECTED
    if (target.with === 'tcp-reset') env.tcpReset(skb)
    else if (v.offset === 0 && believable(v)) env.icmpError(skb, icmp.TYPE.UNREACHABLE, REJECTS[target.with])
    return REJECTED
  }

/** Nobody is told of a packet whose checksum is wrong: who knows who sent it (`nf_reject_verify_csum`). */
function believable({ b, at, end, src, dst, proto }: View): boolean {
  switch (proto) {
    case PROTO.TCP:
      return end - at >= tcp.MIN_HEADER && tcp.checksumOk(b, at, end, src, dst)
    case PROTO.UDP:
      return end - at >= udp.HEADER && (udp.check(b, at) === 0 || udp.checksumOk(b, at, end, src, dst))
    default:
      // Most others are held to be like ICMP: nought is the sum of all they carry, and of nothing but noughts.
      return UNSUMMED.has(proto) || icmp.checksumOk(b, at, end) || b.subarray(at, end).every((byte) => byte === 0)
  }
}

/** They have other checks, or check a part. */
const UNSUMMED: ReadonlySet<number> = new Set([PROTO.GRE, PROTO.ESP, PROTO.AH, PROTO.SCTP, PROTO.UDPLITE])
