/**
 * Is a TCP segment one that its receiver could take? (`tcp_in_window`, Linux 6.18; the method is Guido van
 * Rooij's, "Real Stateful TCP Packet Filtering in IP Filter", 2001.)
 *
 * Of each end the tracker knows, from what the end sent and what the other acknowledged:
 *   end      the highest sequence number + length that it sent
 *   maxEnd   the highest that its receiver's window allows
 *   maxWindow  the largest window that it offered
 *   maxAck   the highest acknowledgment that it sent
 * and takes a segment when
 *   I    its start is not beyond maxEnd,
 *   II   its end is not more than one window of the receiver below what was sent,
 *   III  it acknowledges nothing that was not sent,
 *   IV   nor anything too old.
 */
import * as tcp from '../../packet/tcp'
import type { Skb } from '../skb'
import type { Core } from './core'
import { after, before, same } from './seq'
import { type Dir, REPLY } from './status'
import { SEQS } from './table'
import { handshake, highestSack, NO_SCALE, readHandshake } from './tcp-options'
import { K, S } from './tcp-table'

/** Words of an end within `seqs`. */
export const END = 0
export const MAX_END = 1
export const MAX_WINDOW = 2
export const MAX_ACK = 3
export const PER_END = 4
/** Of the last plain ACK, to notice retransmissions. */
export const LAST_SEQ = 8
export const LAST_ACK = 9
export const LAST_END = 10

/** Flags of an end (`IP_CT_TCP_FLAG_`). */
export const F = {
  WINDOW_SCALE: 0x01,
  SACK_PERMITTED: 0x02,
  CLOSE_INIT: 0x04,
  BE_LIBERAL: 0x08,
  DATA_UNACKNOWLEDGED: 0x10,
  MAXACK_SET: 0x20,
  /** In `lastFlags` only. */
  CHALLENGE_ACK: 0x40,
  SIMULTANEOUS_OPEN: 0x80,
} as const

/** How far an ACK may lag behind, at least (66000: a full unscaled window and some). */
const MIN_ACK_WINDOW = 66_000

/** What the check answers: fine; let it through without believing it; not of this connection. */
export const IN_WINDOW = 0
export const NOT_BELIEVED = 1
export const OUT_OF_WINDOW = 2

export const endAt = (h: number, dir: number): number => h * SEQS + dir * PER_END
export const lastAt = (h: number): number => h * SEQS

/** Sequence number just after a segment: data, and one each for SYN and FIN. `length` is of header and data. */
export const segmentEnd = (b: Uint8Array, at: number): number => {
  const flags = tcp.flags(b, at)
  const data = b.length - at - tcp.headerLength(b, at)
  return (tcp.seq(b, at) + data + (flags & tcp.FLAG.SYN ? 1 : 0) + (flags & tcp.FLAG.FIN ? 1 : 0)) >>> 0
}

/** A SYN's options become its sender's (`tcp_options`). A SYN without any leaves what an earlier one said. */
export function takeOptions(core: Core, end: number, b: Uint8Array, at: number): void {
  if (tcp.headerLength(b, at) === tcp.MIN_HEADER) return
  const { tcpFlags, tcpScale } = core.table
  readHandshake(b, at)
  let flags = tcpFlags[end] & F.BE_LIBERAL
  if (handshake.sackPermitted) flags |= F.SACK_PERMITTED
  if (handshake.scale !== NO_SCALE) flags |= F.WINDOW_SCALE
  tcpFlags[end] = flags
  tcpScale[end] = handshake.scale === NO_SCALE ? 0 : handshake.scale
}

/** An end's first SYN or SYN-ACK, or a new one while the handshake lasts (`tcp_init_sender`). */
function beginSender(core: Core, h: number, dir: Dir, b: Uint8Array, at: number, end: number, window: number): void {
  const { seqs, tcpFlags, tcpScale } = core.table
  const sender = endAt(h, dir)
  seqs[sender + END] = seqs[sender + MAX_END] = end
  seqs[sender + MAX_WINDOW] = window || 1
  takeOptions(core, 2 * h + dir, b, at)
  // RFC 7323 §2.2: scaling is used only when both ends offered it.
  if (dir === REPLY && (tcpFlags[2 * h] & tcpFlags[2 * h + 1] & F.WINDOW_SCALE) === 0) {
    tcpScale[2 * h] = tcpScale[2 * h + 1] = 0
  }
}

export function inWindow(core: Core, h: number, dir: Dir, kind: number, skb: Skb, at: number): number {
  const { table } = core
  const { seqs, tcpFlags, tcpScale } = table
  const b = skb.bytes
  const sender = endAt(h, dir)
  const receiver = endAt(h, 1 - dir)
  const senderEnd = 2 * h + dir
  const receiverEnd = 2 * h + 1 - dir
  const flags = tcp.flags(b, at)
  const state = table.tcpState[h]
  const isSyn = (flags & tcp.FLAG.SYN) !== 0
  const hasAck = (flags & tcp.FLAG.ACK) !== 0

  let seq = tcp.seq(b, at)
  let ack = tcp.ack(b, at)
  const rawWindow = tcp.window(b, at)
  let window = rawWindow
  let end = segmentEnd(b, at)
  let sack = tcpFlags[receiverEnd] & F.SACK_PERMITTED ? highestSack(b, at, ack) : ack

  if (seqs[sender + MAX_WINDOW] === 0) {
    if (isSyn) {
      beginSender(core, h, dir, b, at, end, window)
      if (!hasAck) return IN_WINDOW
    } else {
      // The first that is seen of this end, in mid-connection: believe it.
      const offered = window * 2 ** tcpScale[senderEnd]
      seqs[sender + END] = end
      seqs[sender + MAX_WINDOW] = offered || 1
      seqs[sender + MAX_END] = end + seqs[sender + MAX_WINDOW]
      if (seqs[receiver + MAX_WINDOW] === 0) seqs[receiver + END] = seqs[receiver + MAX_END] = sack
      // The answer to a keepalive, whose one byte was never sent in earnest.
      else if (same(sack, seqs[receiver + END] + 1)) seqs[receiver + END]++
    }
  } else if (isSyn && after(end, seqs[sender + END]) && (state === S.SYN_SENT || state === S.SYN_RECV)) {
    // A new attempt on the same ports with later numbers.
    beginSender(core, h, dir, b, at, end, window)
    if (dir === REPLY && !hasAck) return IN_WINDOW
  }

  // Without ACK, or with the zero that some stacks put into an RST, nothing is acknowledged: take it as right.
  if (!hasAck || (flags & tcp.FLAG.RST && ack === 0)) ack = sack = seqs[receiver + END]
  // The RST that answers a SYN has no number of its own.
  if (flags & tcp.FLAG.RST && seq === 0 && state === S.SYN_SENT) seq = end = seqs[sender + END]

  const ackWindow = Math.max(seqs[sender + MAX_WINDOW], MIN_ACK_WINDOW)
  const oldest = seqs[receiver + END] - ackWindow - 1
  const lowest = seqs[sender + END] - seqs[receiver + MAX_WINDOW] - 1

  if (!before(seq, seqs[sender + MAX_END] + 1)) {
    // More than the receiver's window, by less than another window: remember that it was sent, since its
    // acknowledgment would else look like one of data never seen.
    const overshot = (end - seqs[sender + MAX_END] + 1) >>> 0
    const believable =
      seqs[receiver + MAX_WINDOW] !== 0 &&
      after(end, lowest) &&
      after(sack, oldest) &&
      overshot <= seqs[receiver + MAX_WINDOW] &&
      before(sack, seqs[receiver + END] + 1)
    if (!believable) return refused(core, senderEnd, OUT_OF_WINDOW)
    seqs[sender + END] = end
    tcpFlags[senderEnd] |= F.DATA_UNACKNOWLEDGED
    return refused(core, senderEnd, NOT_BELIEVED)
  }
  if (!before(sack, seqs[receiver + END] + 1)) return refused(core, senderEnd, OUT_OF_WINDOW)
  if (seqs[receiver + MAX_WINDOW] !== 0 && !after(end, lowest)) return refused(core, senderEnd, NOT_BELIEVED)
  if (!after(sack, oldest)) return refused(core, senderEnd, NOT_BELIEVED)

  // RFC 7323 §2.2: the window of a SYN is never scaled.
  if (!isSyn) window *= 2 ** tcpScale[senderEnd]

  const offered = window + ((sack - ack) >>> 0)
  if (seqs[sender + MAX_WINDOW] < offered) seqs[sender + MAX_WINDOW] = offered
  if (after(end, seqs[sender + END])) {
    seqs[sender + END] = end
    tcpFlags[senderEnd] |= F.DATA_UNACKNOWLEDGED
  }
  if (hasAck && (!(tcpFlags[senderEnd] & F.MAXACK_SET) || after(ack, seqs[sender + MAX_ACK]))) {
    seqs[sender + MAX_ACK] = ack
    tcpFlags[senderEnd] |= F.MAXACK_SET
  }

  if (seqs[receiver + MAX_WINDOW] !== 0 && after(end, seqs[sender + MAX_END])) {
    seqs[receiver + MAX_WINDOW] += (end - seqs[sender + MAX_END]) >>> 0
  }
  if (after(sack + window, seqs[receiver + MAX_END] - 1)) {
    // A closed window still lets one byte in: the probe (RFC 9293 §3.8.6.1).
    seqs[receiver + MAX_END] = sack + window + (window === 0 ? 1 : 0)
  }
  if (same(ack, seqs[receiver + END])) tcpFlags[receiverEnd] &= ~F.DATA_UNACKNOWLEDGED

  if (kind === K.ACK) noteRepeat(core, h, dir, seq, ack, end, rawWindow)
  return IN_WINDOW
}

/** The same plain segment once more counts as a retransmission. */
function noteRepeat(core: Core, h: number, dir: Dir, seq: number, ack: number, end: number, window: number): void {
  const { seqs, lastDir, lastWindow, retransmitted } = core.table
  const last = lastAt(h)
  if (
    lastDir[h] === dir &&
    seqs[last + LAST_SEQ] === seq &&
    seqs[last + LAST_ACK] === ack &&
    seqs[last + LAST_END] === end &&
    lastWindow[h] === window
  ) {
    retransmitted[h]++
    return
  }
  lastDir[h] = dir
  seqs[last + LAST_SEQ] = seq
  seqs[last + LAST_ACK] = ack
  seqs[last + LAST_END] = end
  lastWindow[h] = window
  retransmitted[h] = 0
}

/** Liberal: what fails the check is let through as valid, though nothing is learnt from it. */
const refused = (core: Core, senderEnd: number, otherwise: number): number =>
  core.settings.beLiberal || core.table.tcpFlags[senderEnd] & F.BE_LIBERAL ? IN_WINDOW : otherwise
