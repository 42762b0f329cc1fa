/** An ICMP error of a translated connection is translated twice: the packet inside, and the error itself (`nf_nat_icmp_reply_translation`). */
import type { Core } from '../conntrack/core'
import { dirOf, IPS, NAT_DONE_MASK, NAT_MASK, REPLY } from '../conntrack/status'
import { tupleAt } from '../conntrack/table'
import { DST, PARTS, partOf, SRC } from '../conntrack/tuple'
import type { DropReason, Edit, Hook } from '../../model/trace'
import { checksum } from '../../packet/checksum'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import type { Skb } from '../skb'
import { put16, rewrite } from './rewrite'
import { sayRewrite } from './say'
import type { Manip } from '../conntrack/tuple'

/** Why the error cannot be translated and must be dropped; null when it was. */
export function rewriteError(core: Core, skb: Skb, hook: Hook, manip: Manip): DropReason | null {
  const { table } = core
  const h = skb.ct
  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  if (b.length - at < icmp.HEADER + ipv4.MIN_HEADER || !icmp.checksumOk(b, at, b.length)) return 'bad-checksum'

  const status = table.status(h)
  // A redirect speaks of routes, which mean nothing on the other side of a NAT.
  if (icmp.type(b, at) === icmp.TYPE.REDIRECT && ((status & NAT_DONE_MASK) !== NAT_DONE_MASK || status & NAT_MASK)) {
    return 'unwanted'
  }
  const dir = dirOf(skb.ctinfo)
  const bit = (manip === 'src') === (dir !== REPLY) ? IPS.SRC_NAT : IPS.DST_NAT
  if (!(status & bit)) return null

  // The packet inside went the other way: its other end is the one to change back, to what its sender knows.
  const say = core.env.say
  const inside: Edit[] | null = say && []
  const innerManip = manip === 'src' ? 'dst' : 'src'
  const facing = tupleAt(2 * h + 1 - dir)
  const address = table.words[facing + (innerManip === 'src' ? SRC : DST)]
  const part = partOf(table.words[facing + PARTS], table.proto(h), innerManip)
  if (!rewrite(b, icmp.innerAt(at), address, part, innerManip, inside)) return 'bad-header'
  const checkAt = at + icmp.OFFSET.CHECKSUM
  const was = b.slice(checkAt, checkAt + 2)
  b[checkAt] = b[checkAt + 1] = 0
  const check = checksum(b, at, b.length)
  b.set(was, checkAt)
  put16(b, checkAt, check, inside)
  if (inside) sayRewrite(core, skb, hook, innerManip, inside, true)

  const outside: Edit[] | null = say && []
  if (!rewrite(b, 0, address, part, manip, outside)) return 'bad-header'
  if (outside) sayRewrite(core, skb, hook, manip, outside, false)
  return null
}
