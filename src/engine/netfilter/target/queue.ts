/** NFQUEUE and TPROXY hand the packet to a program; here none waits for it. */
import type { TargetOf } from '../../../rules/ruleset'
import { type Act, BYPASSED } from './act'
import { dropped } from './drop'

/** With `--queue-bypass` the packet goes on to what stands after the table, and no rule is asked any more. */
export const nfqueue =
  ({ bypass }: TargetOf<'NFQUEUE'>): Act =>
  (v, ref) =>
    bypass ? BYPASSED : dropped(v, ref)

/** No program here asks for its socket to be transparent, and the kernel drops what it finds no such socket for (`tproxy_tg4`). */
export const tproxy = (): Act => dropped
