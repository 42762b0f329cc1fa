/** The checksum of what a packet carries, added up where it enters a node (`nf_checksum`, `nf_ip_checksum`). */
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import type { Hook } from '../../model/trace'
import { type Skb, SUM } from '../skb'
import type { Core } from './core'

/** Whether it is wrong, where `nf_conntrack_checksum` asks; one found right is remembered. TCP, UDP and ICMP. */
export function isBroken(core: Core, skb: Skb, hook: Hook): boolean {
  if (hook !== 'PREROUTING' || !core.settings.checksum) return false
  const b = skb.bytes
  const right = ipv4.proto(b) === PROTO.ICMP ? icmp.checksumOk(b, ipv4.payloadAt(b), b.length) : ipv4.carriesRight(b)
  if (right) skb.sum = SUM.COMPLETE
  return !right
}
