/** Is a reset a true one? RFC 5961 §3.2 as seen from between the ends (the RST part of `nf_conntrack_tcp_packet`). */
import { OFFSET } from '../../packet/tcp'
import { i32 } from '../../packet/bytes'
import type { Core } from './core'
import { before } from './seq'
import { type Dir, IPS, REPLY } from './status'
import { lastAck, lastDir, lastEnd, lastKind } from './tcp-last'
import { K, S } from './tcp-table'
import { endAt, F, MAX_ACK } from './tcp-window'

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
  core.table.tcpState(h) === S.ESTABLISHED && (core.table.status(h) & IPS.ASSURED) !== 0

/** States in which an entry is as good as over (`tcp_can_early_drop`). */
const isClosing = (state: number): boolean => state >= S.FIN_WAIT && state <= S.CLOSE

/** What becomes of an RST from `dir`; a `RESET_` number. */
export function judgeReset(core: Core, h: number, dir: Dir, state: number, b: Uint8Array, at: number): number {
  const { table } = core
  const kindBefore = lastKind(table, h)
  const seq = i32(b, at + OFFSET.SEQ)
  if (isClosing(state)) return RESET_SURE

  // What the other end acknowledged is the number that a true reset has. After a SYN that was let through it may be out of date.
  if (table.flags(h, 1 - dir) & F.MAXACK_SET && kindBefore !== K.SYN) {
    const expected = table.words[endAt(h, 1 - dir) + MAX_ACK]
    const established = isEstablished(core, h)
    if (seq === 0 && !established) return RESET_PLAUSIBLE
    if (before(seq, expected) && !core.settings.ignoreInvalidRst) return RESET_FALSE
    if (!established || seq === expected) return RESET_PLAUSIBLE
    // It follows its own end's last segment.
    if (kindBefore === K.ACK && lastDir(table, h) === dir && seq === lastEnd(table, h)) return RESET_PLAUSIBLE
    return RESET_DOUBTED
  }

  const status = table.status(h)
  const answersIgnored =
    (status & IPS.SEEN_REPLY && kindBefore === K.SYN && lastDir(table, h) !== dir) ||
    (!(status & IPS.ASSURED) && kindBefore === K.ACK)
  if (answersIgnored && i32(b, at + OFFSET.ACK) === lastEnd(table, h)) return RESET_SURE
  const answersChallenge = state === S.SYN_SENT && kindBefore === K.ACK && lastDir(table, h) === REPLY
  return answersChallenge && seq === lastAck(table, h) ? RESET_SURE : RESET_PLAUSIBLE
}
