/** Is a reset a true one? RFC 5961 §3.2 as seen from between the ends (the RST part of `nf_conntrack_tcp_packet`). */
import * as tcp from '../../packet/tcp'
import type { Core } from './core'
import { before, same } from './seq'
import { type Dir, IPS, REPLY } from './status'
import { K, S } from './tcp-table'
import { endAt, F, LAST_ACK, LAST_END, lastAt, MAX_ACK } from './tcp-window'

/** Likely; the window check has the last word. */
export const RESET_PLAUSIBLE = 0
/** It ends the connection whatever the window says. */
export const RESET_SURE = 1
/** It may be forged, or be answered by a challenge ACK: the connection stays as it is for now. */
export const RESET_DOUBTED = 2
/** Its number was acknowledged long ago. */
export const RESET_FALSE = 3

/** Established for sure: both ends were heard. */
const isEstablished = (core: Core, h: number): boolean =>
  core.table.tcpState[h] === S.ESTABLISHED && (core.table.status[h] & IPS.ASSURED) !== 0

/** States in which an entry is as good as over (`tcp_can_early_drop`). */
const isClosing = (state: number): boolean => state >= S.FIN_WAIT && state <= S.CLOSE

/** What becomes of an RST from `dir`; a `RESET_` number. */
export function judgeReset(core: Core, h: number, dir: Dir, state: number, b: Uint8Array, at: number): number {
  const { table } = core
  const last = lastAt(h)
  const lastKind = table.lastKind[h]
  const seq = tcp.seq(b, at)
  if (isClosing(state)) return RESET_SURE

  // What the other end acknowledged is the number that a true reset has. After a SYN that was let through it may be out of date.
  if (table.tcpFlags[2 * h + 1 - dir] & F.MAXACK_SET && lastKind !== K.SYN) {
    const expected = table.seqs[endAt(h, 1 - dir) + MAX_ACK]
    const established = isEstablished(core, h)
    if (seq === 0 && !established) return RESET_PLAUSIBLE
    if (before(seq, expected) && !core.settings.ignoreInvalidRst) return RESET_FALSE
    if (!established || seq === expected) return RESET_PLAUSIBLE
    // It follows its own end's last segment.
    if (lastKind === K.ACK && table.lastDir[h] === dir && seq === table.seqs[last + LAST_END]) return RESET_PLAUSIBLE
    return RESET_DOUBTED
  }

  const { status } = table
  const answersIgnored =
    (status[h] & IPS.SEEN_REPLY && lastKind === K.SYN && table.lastDir[h] !== dir) ||
    (!(status[h] & IPS.ASSURED) && lastKind === K.ACK)
  if (answersIgnored && same(tcp.ack(b, at), table.seqs[last + LAST_END])) return RESET_SURE
  const answersChallenge = state === S.SYN_SENT && lastKind === K.ACK && table.lastDir[h] === REPLY
  return answersChallenge && same(seq, table.seqs[last + LAST_ACK]) ? RESET_SURE : RESET_PLAUSIBLE
}
