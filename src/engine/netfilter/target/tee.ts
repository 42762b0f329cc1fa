/** TEE: a copy goes to another machine, and the packet goes on as if nothing had happened (`nf_dup_ipv4`). */
import * as ipv4 from '../../../packet/ipv4'
import { checksum } from '../../../packet/checksum'
import { setU16 } from '../../../packet/bytes'
import type { TargetOf } from '../../../rules/ruleset'
import { type Act, CONTINUE } from './act'

/** A copy is not copied where it meets such a rule itself. */
let copying = false

/** Copies by one rule in one instant. Copies to oneself that are copied again never end in Linux; here they would stop time. */
const MOST = 1000

export const tee = ({ gateway, oif }: TargetOf<'TEE'>): Act => {
  let [instant, copies] = [-1, 0]
  return ({ b, hook, skb, env }) => {
    if (copying) return CONTINUE
    if (env.now() !== instant) [instant, copies] = [env.now(), 0]
    if (++copies > MOST) return CONTINUE
    const copy = b.slice()
    // So that its sender hears when it is too long for the other way, and two that copy to each other come to an end.
    copy[ipv4.OFFSET.FRAGMENT] |= DF
    if (hook === 'PREROUTING' || hook === 'INPUT') copy[ipv4.OFFSET.TTL]--
    setU16(copy, ipv4.OFFSET.CHECKSUM, 0)
    setU16(copy, ipv4.OFFSET.CHECKSUM, checksum(copy, 0, ipv4.payloadAt(copy)))
    copying = true
    env.sendCopy(skb, copy, gateway, oif)
    copying = false
    return CONTINUE
  }
}

const DF = 0x40
