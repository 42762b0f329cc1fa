/** Targets that few rule sets name. They come in a piece of their own (`../rare.ts`). A new one is a line in each of the two lists. */
import { audit, type AuditTarget } from './audit'
import { ecnTarget, type EcnTarget } from './ecn'
import { idletimer, type IdletimerTarget } from './idletimer'
import type { Targets } from './index'
import { tcpoptstrip, type TcpoptstripTarget } from './tcpoptstrip'
import { tee, type TeeTarget } from './tee'

export type RareTarget = AuditTarget | EcnTarget | IdletimerTarget | TcpoptstripTarget | TeeTarget

export const rareTargets: Targets<RareTarget> = {
  AUDIT: audit,
  ECN: ecnTarget,
  IDLETIMER: idletimer,
  TCPOPTSTRIP: tcpoptstrip,
  TEE: tee,
}
