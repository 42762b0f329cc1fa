/** Behaviour of the targets that come in a piece of their own (`../rare.ts`). */
import type { RareTarget } from '../../../rules/target/rare'
import { hmark } from './hmark'
import type { Acts } from './index'
import { nfqueue, tproxy } from './queue'
import { set } from './set'
import { ecn, tcpoptstrip } from './strip'
import { tee } from './tee'

export const rareActs: Acts<RareTarget['kind']> = {
  /** Nobody listens to the audit system. */
  AUDIT: null,
  /** Nothing has a mark of SELinux. */
  CONNSECMARK: null,
  ECN: ecn,
  HMARK: hmark,
  /** Nobody waits for it either. */
  IDLETIMER: null,
  NFQUEUE: nfqueue,
  SET: set,
  TCPOPTSTRIP: tcpoptstrip,
  TEE: tee,
  TPROXY: tproxy,
}
