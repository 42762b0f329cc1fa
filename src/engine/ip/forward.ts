/** A packet passes through (`ip_forward`): TTL and size are checked, one is taken off the TTL, a detour is told, then FORWARD. */
import { TYPE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import type { Edit } from '../../model/trace'
import { type Iface, NF_ACCEPT, NF_DROP } from '../node'
import type { Skb } from '../skb'
import { leave, widthOn } from './output'
import { mayNotBeCut, tooBig } from './fragment'
import { leaveOptions } from './options'
import { redirect } from './redirect'
import { drop, type Stack } from './stack'

/** `recorded`: where options hold an address that is to be that of the way out. */
export function forward(stack: Stack, skb: Skb, out: Iface, hop: number, recorded: readonly number[]): void {
  const b = skb.bytes
  if (ipv4.ttl(b) <= 1) return drop(stack, skb, 'ttl', () => stack.icmpError(skb, TYPE.TIME_EXCEEDED, 0))
  const mtu = widthOn(stack, out, ipv4.dst(b))
  if (b.length > mtu && mayNotBeCut(skb, mtu)) return tooBig(stack, skb, mtu)
  skb.out = out
  takeOneOff(stack, skb)
  if (skb.in === out) redirect(stack, skb, out, hop)
  const verdict = stack.netfilter.run('FORWARD', skb)
  if (verdict === NF_DROP) stack.conntrack.release(skb)
  if (verdict !== NF_ACCEPT) return
  leaveOptions(stack, skb, recorded, stack.sourceAddress(out, hop))
  leave(stack, skb, out, hop)
}

/** The header checksum follows by RFC 1624. */
function takeOneOff(stack: Stack, skb: Skb): void {
  const b = skb.bytes
  if (!stack.say) return ipv4.setTtl(b, ipv4.ttl(b) - 1)
  const fields = [
    [ipv4.OFFSET.TTL, 1],
    [ipv4.OFFSET.CHECKSUM, 2],
  ]
  const was = fields.map(([at, length]) => b.slice(at, at + length))
  ipv4.setTtl(b, ipv4.ttl(b) - 1)
  const edits: Edit[] = fields.map(([at, length], i) => ({ at, was: was[i], now: b.slice(at, at + length) }))
  stack.say({ kind: 'rewrite', pkt: skb.id, node: stack.id, cause: { by: 'forward' }, edits })
}
