/** MARK, CT --notrack and NOTRACK: what a rule writes beside the packet, not into it. */
import type { TargetOf } from '../../../rules/ruleset'
import { type Act, CONTINUE } from './act'

export const mark =
  ({ value, mask }: TargetOf<'MARK'>): Act =>
  ({ skb }) => {
    skb.mark = ((skb.mark & ~mask) ^ value) >>> 0
    return CONTINUE
  }

/** Conntrack will pass it by. */
export const notrack =
  (): Act =>
  ({ conntrack, skb }) => {
    conntrack.notrack(skb)
    return CONTINUE
  }
