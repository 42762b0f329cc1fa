/** The address that MASQUERADE and REDIRECT find by themselves. */
import type { Core } from '../conntrack/core'
import { tupleAt } from '../conntrack/table'
import { SRC } from '../conntrack/tuple'
import type { Hook } from '../../model/trace'
import type { Skb } from '../skb'
import type { NatRange } from './range'

const LOOPBACK = 0x7f000001

/** The address of the way out (`nf_nat_masquerade_ipv4`); null when the interface has none. */
export function masqueradeAddress(core: Core, skb: Skb): number | null {
  if (!skb.out) return null
  return core.env.sourceAddress(skb.out, core.env.nextHop(skb)) || null
}

/** A packet that has no source address yet is not masqueraded. */
export const hasNoSource = (core: Core, skb: Skb): boolean => core.table.words[tupleAt(2 * skb.ct) + SRC] === 0

/** The node itself, as the packet met it (`nf_nat_redirect_ipv4`); null when the interface has no address. */
export function redirectAddress(skb: Skb, hook: Hook): number | null {
  if (hook === 'OUTPUT') return LOOPBACK
  return skb.in?.addresses[0]?.address ?? null
}

export const withAddress = (range: NatRange, address: number): NatRange => ({
  ...range,
  addresses: { from: address, to: address },
})
