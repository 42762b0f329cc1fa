/** LOG: a line in the kernel's log; the packet goes on. */
import type { TargetOf } from '../../../rules/ruleset'
import { logLine } from '../log-line'
import { type Act, CONTINUE } from './act'

export const log =
  (target: TargetOf<'LOG'>): Act =>
  (v, ref) => {
    const { env, skb } = v
    env.say?.({ kind: 'log', node: env.id, line: logLine(v, target), pkt: skb.id, ...(ref && { rule: ref }) })
    return CONTINUE
  }
