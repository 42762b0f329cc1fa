/** SNAT, DNAT, NETMAP, MASQUERADE, REDIRECT: each hands conntrack the range that the rule allows. */
import type { NatRange as Written } from '../../../rules/target/nat'
import type { TargetOf } from '../../../rules/ruleset'
import { manipOf } from '../../nat/hook'
import { type NatRange, oneAddress } from '../../nat/range'
import { NF_ACCEPT, type NfVerdict } from '../../node'
import { type Act, ACCEPTED, DROPPED, type Outcome } from './act'

/** `--random` and `--random-fully` have been one since Linux 5.0. */
const rangeOf = ({ addresses, ports, base, random, randomFully, persistent }: Written): NatRange => ({
  addresses: addresses ?? null,
  ports: ports ?? null,
  ...(base !== undefined && { base }),
  random: random || randomFully,
  persistent,
})

const outcome = (verdict: NfVerdict): Outcome => (verdict === NF_ACCEPT ? ACCEPTED : DROPPED)

export function snat(target: TargetOf<'SNAT'>): Act {
  const range = rangeOf(target)
  return ({ conntrack, skb, hook }, ref) => outcome(conntrack.setupNat(skb, hook, range, 'src', ref, 'SNAT'))
}

export function dnat(target: TargetOf<'DNAT'>): Act {
  const range = rangeOf(target)
  return ({ conntrack, skb, hook }, ref) => outcome(conntrack.setupNat(skb, hook, range, 'dst', ref, 'DNAT'))
}

export function masquerade(target: TargetOf<'MASQUERADE'>): Act {
  const range = rangeOf(target)
  return ({ conntrack, skb, hook }, ref) => outcome(conntrack.masquerade(skb, hook, range, ref))
}

export function redirect(target: TargetOf<'REDIRECT'>): Act {
  const range = rangeOf(target)
  return ({ conntrack, skb, hook }, ref) => outcome(conntrack.redirect(skb, hook, range, ref))
}

/** The network of the address changes, the host in it stays. */
export const netmap =
  ({ value, mask }: TargetOf<'NETMAP'>): Act =>
  ({ conntrack, skb, hook, src, dst }, ref) => {
    const manip = manipOf(hook)
    const own = manip === 'src' ? src : dst
    const range = oneAddress(((own & ~mask) | value) >>> 0)
    return outcome(conntrack.setupNat(skb, hook, range, manip, ref, 'NETMAP'))
  }
