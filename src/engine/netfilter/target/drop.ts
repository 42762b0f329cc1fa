/** Targets that drop the packet say so themselves. */
import type { DropReason, RuleRef } from '../../../model/trace'
import type { View } from '../view'
import { REJECTED } from './act'

export function dropped({ env, skb, hook }: View, ref: RuleRef | null, reason: DropReason = 'rule'): typeof REJECTED {
  env.say?.({ kind: 'drop', pkt: skb.id, node: env.id, hook, reason, ...(ref && { rule: ref, table: ref.table }) })
  return REJECTED
}
