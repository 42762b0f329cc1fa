/** Targets that few rule sets name. They come in a piece of their own (`../rare.ts`). A new one is a line in each of the two lists. */
import { audit, type AuditTarget } from './audit'
import { connsecmark, type ConnsecmarkTarget } from './connsecmark'
import { ecnTarget, type EcnTarget } from './ecn'
import { hmark, type HmarkTarget } from './hmark'
import { idletimer, type IdletimerTarget } from './idletimer'
import type { Targets } from './index'
import { nfqueue, type NfqueueTarget } from './nfqueue'
import { setTarget, type SetTarget } from './set'
import { tcpoptstrip, type TcpoptstripTarget } from './tcpoptstrip'
import { tee, type TeeTarget } from './tee'
import { tproxy, type TproxyTarget } from './tproxy'

export type RareTarget =
  | AuditTarget
  | ConnsecmarkTarget
  | EcnTarget
  | HmarkTarget
  | IdletimerTarget
  | NfqueueTarget
  | SetTarget
  | TcpoptstripTarget
  | TeeTarget
  | TproxyTarget

export const rareTargets: Targets<RareTarget> = {
  AUDIT: audit,
  CONNSECMARK: connsecmark,
  ECN: ecnTarget,
  HMARK: hmark,
  IDLETIMER: idletimer,
  NFQUEUE: nfqueue,
  SET: setTarget,
  TCPOPTSTRIP: tcpoptstrip,
  TEE: tee,
  TPROXY: tproxy,
}
