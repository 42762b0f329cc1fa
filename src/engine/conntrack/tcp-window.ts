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
import {
  ENDS,
  ENTRY_BYTES,
  ENTRY_HALVES,
  ENTRY_WORDS,
  FLAGS,
  HANDLES,
  LAST,
  LAST_ACK,
  LAST_LENGTH,
  LAST_SEQ,
  LAST_WINDOW,
  RETRANSMITTED,
  SCALES,
} from './layout'
import { after, before, same } from './seq'
import { type Dir, ORIGINAL, REPLY } from './status'
import type { EntryTable } from './table'
import { handshake, highestSack, NO_SCALE, readHandshake } from './tcp-options'
import { segment } from './tcp-segment'
import { S } from './tcp-table'

/** Words of an end. */
export const END = 0
export const MAX_END = 1
export const MAX_WINDOW = 2
export const MAX_ACK = 3
export const PER_END = 4

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

// Literals, since they are looked at for every packet and a bundler writes them in place.
const SYN: typeof tcp.FLAG.SYN = 2
const ACK: typeof tcp.FLAG.ACK = 16
const MAXACK_SET: typeof F.MAXACK_SET = 0x20
const DATA_UNACKNOWLEDGED: typeof F.DATA_UNACKNOWLEDGED = 0x10

/** How far an ACK may lag behind, at least (66000: a full unscaled window and some). */
const MIN_ACK_WINDOW = 66_000

/** What the check answers: fine; let it through without believing it; not of this connection. */
export const IN_WINDOW = 0
export const NOT_BELIEVED = 1
export const OUT_OF_WINDOW = 2

/** Where an end's words stand. */
export const endAt = (h: number, dir: number): number => h * ENTRY_WORDS + ENDS + dir * PER_END

/** A SYN's options become its sender's (`tcp_options`). A SYN without any leaves what an earlier one said. */
export function takeOptions(core: Core, h: number, dir: number, b: Uint8Array, at: number): void {
  if (!segment.hasOptions) return
  const { table } = core
  readHandshake(b, at)
  let flags = table.flags(h, dir) & F.BE_LIBERAL
  if (handshake.sackPermitted) flags |= F.SACK_PERMITTED
  if (handshake.scale !== NO_SCALE) flags |= F.WINDOW_SCALE
  table.setFlags(h, dir, flags)
  table.setScale(h, dir, handshake.scale === NO_SCALE ? 0 : handshake.scale)
}

/** An end's first SYN or SYN-ACK, or a new one while the handshake lasts (`tcp_init_sender`). */
function beginSender(core: Core, h: number, dir: Dir, b: Uint8Array, at: number): void {
  const { table } = core
  const { words } = table
  const { window } = segment
  const sender = endAt(h, dir)
  words[sender + END] = words[sender + MAX_END] = segment.end
  words[sender + MAX_WINDOW] = window || 1
  takeOptions(core, h, dir, b, at)
  // RFC 7323 §2.2: scaling is used only when both ends offered it.
  if (dir === REPLY && (table.flags(h, ORIGINAL) & table.flags(h, REPLY) & F.WINDOW_SCALE) === 0) {
    table.setScale(h, ORIGINAL, 0)
    table.setScale(h, REPLY, 0)
  }
}

/** Judges `segment`, which stands at `at` in the packet. */
export function inWindow(core: Core, h: number, dir: Dir, state: number, skb: Skb, at: number): number {
  const { table } = core
  const { words, bytes } = table
  const sender = endAt(h, dir)
  const receiver = endAt(h, 1 - dir)
  const receiverFlags = h * ENTRY_BYTES + FLAGS + 1 - dir
  const { flags } = segment
  const isSyn = (flags & tcp.FLAG.SYN) !== 0
  const hasAck = (flags & tcp.FLAG.ACK) !== 0

  let { seq, ack, end } = segment
  const { window } = segment
  let sack = segment.hasOptions && bytes[receiverFlags] & F.SACK_PERMITTED ? highestSack(skb.bytes, at, ack) : ack

  if (words[sender + MAX_WINDOW] === 0) {
    if (isSyn) {
      beginSender(core, h, dir, skb.bytes, at)
      if (!hasAck) return IN_WINDOW
    } else {
      // The first that is seen of this end, in mid-connection: believe it.
      const offered = window << table.scale(h, dir) || 1
      words[sender + END] = end
      words[sender + MAX_WINDOW] = offered
      words[sender + MAX_END] = end + offered
      if (words[receiver + MAX_WINDOW] === 0) words[receiver + END] = words[receiver + MAX_END] = sack
      // The answer to a keepalive, whose one byte was never sent in earnest.
      else if (same(sack, words[receiver + END] + 1)) words[receiver + END]++
    }
  } else if (isSyn && after(end, words[sender + END]) && (state === S.SYN_SENT || state === S.SYN_RECV)) {
    // A new attempt on the same ports with later numbers.
    beginSender(core, h, dir, skb.bytes, at)
    if (dir === REPLY && !hasAck) return IN_WINDOW
  }

  // Without ACK, or with the zero that some stacks put into an RST, nothing is acknowledged: take it as right.
  if (!hasAck || (flags & tcp.FLAG.RST && ack === 0)) ack = sack = words[receiver + END]
  // The RST that answers a SYN has no number of its own.
  if (flags & tcp.FLAG.RST && seq === 0 && state === S.SYN_SENT) seq = end = words[sender + END]

  return judge(core, h, dir, flags, seq, ack, sack, end, window)
}

/**
 * The four comparisons, and what a segment in the window teaches. `sack` is the highest number that it acknowledges in any way, `window`
 * stands as in its header. Each of the entry's numbers is read once: a packet spends most of its time here.
 */
export function judge(
  core: Core,
  h: number,
  dir: number,
  flags: number,
  seq: number,
  ack: number,
  sack: number,
  end: number,
  window: number,
): number {
  const { words, bytes } = core.table
  const sender = (h & HANDLES) * ENTRY_WORDS + ENDS + (dir & 1) * PER_END
  const receiver = (h & HANDLES) * ENTRY_WORDS + ENDS + (~dir & 1) * PER_END
  const senderByte = (h & HANDLES) * ENTRY_BYTES + FLAGS + (dir & 1)
  const receiverByte = (h & HANDLES) * ENTRY_BYTES + FLAGS + (~dir & 1)
  const sent = words[sender + END]
  const allowed = words[sender + MAX_END]
  const senderWindow = words[sender + MAX_WINDOW] >>> 0
  const received = words[receiver + END]
  const receiverWindow = words[receiver + MAX_WINDOW] >>> 0
  const oldest = (received - Math.max(senderWindow, MIN_ACK_WINDOW) - 1) | 0
  const lowest = (sent - receiverWindow - 1) | 0

  if (after(seq, allowed)) {
    // More than the receiver's window, by less than another window: remember that it was sent, since its
    // acknowledgment would else look like one of data never seen.
    const overshot = (end - allowed + 1) >>> 0
    const believable =
      receiverWindow !== 0 &&
      after(end, lowest) &&
      after(sack, oldest) &&
      overshot <= receiverWindow &&
      before(sack, received + 1)
    if (!believable) return refused(core, h, dir, OUT_OF_WINDOW)
    words[sender + END] = end
    bytes[senderByte] |= F.DATA_UNACKNOWLEDGED
    return refused(core, h, dir, NOT_BELIEVED)
  }
  if (!before(sack, received + 1)) return refused(core, h, dir, OUT_OF_WINDOW)
  if (receiverWindow !== 0 && !after(end, lowest)) return refused(core, h, dir, NOT_BELIEVED)
  if (!after(sack, oldest)) return refused(core, h, dir, NOT_BELIEVED)

  // RFC 7323 §2.2: the window of a SYN is never scaled.
  const scaled = flags & SYN ? window : window << bytes[senderByte + SCALES - FLAGS]
  const offered = (scaled + (sack - ack)) >>> 0
  if (senderWindow < offered) words[sender + MAX_WINDOW] = offered
  const knew = bytes[senderByte]
  let knows = knew
  if (after(end, sent)) {
    words[sender + END] = end
    knows |= DATA_UNACKNOWLEDGED
  }
  if (flags & ACK && (!(knows & MAXACK_SET) || after(ack, words[sender + MAX_ACK]))) {
    words[sender + MAX_ACK] = ack
    knows |= MAXACK_SET
  }
  if (knows !== knew) bytes[senderByte] = knows

  if (receiverWindow !== 0 && after(end, allowed)) words[receiver + MAX_WINDOW] += end - allowed
  if (after((sack + scaled) | 0, words[receiver + MAX_END] - 1)) {
    // A closed window still lets one byte in: the probe (RFC 9293 §3.8.6.1).
    words[receiver + MAX_END] = sack + scaled + (scaled === 0 ? 1 : 0)
  }
  if (ack === received && bytes[receiverByte] & DATA_UNACKNOWLEDGED) bytes[receiverByte] &= ~DATA_UNACKNOWLEDGED

  if ((flags & KINDS) === ACK) noteRepeat(core.table, h, dir, seq, ack, (end - seq) & 0xffff, window)
  return IN_WINDOW
}

/** The bits that make a kind of segment (`kindOf`). */
const KINDS = 0x17

/** The same plain segment once more counts as a retransmission. */
function noteRepeat(
  table: EntryTable,
  h: number,
  dir: number,
  seq: number,
  ack: number,
  length: number,
  window: number,
): void {
  const { words, halves, bytes } = table
  const word = (h & HANDLES) * ENTRY_WORDS
  const half = (h & HANDLES) * ENTRY_HALVES
  const byte = (h & HANDLES) * ENTRY_BYTES
  if (
    halves[half + LAST_WINDOW] === window &&
    words[word + LAST_SEQ] === seq &&
    words[word + LAST_ACK] === ack &&
    halves[half + LAST_LENGTH] === length &&
    ((bytes[byte + LAST] >>> 3) & 1) === dir
  ) {
    bytes[byte + RETRANSMITTED]++
    return
  }
  bytes[byte + LAST] = (bytes[byte + LAST] & ~8) | (dir << 3)
  words[word + LAST_SEQ] = seq
  words[word + LAST_ACK] = ack
  halves[half + LAST_LENGTH] = length
  halves[half + LAST_WINDOW] = window
  bytes[byte + RETRANSMITTED] = 0
}

/** Liberal: what fails the check is let through as valid, though nothing is learnt from it. */
const refused = (core: Core, h: number, dir: number, otherwise: number): number =>
  core.settings.beLiberal || core.table.flags(h, dir) & F.BE_LIBERAL ? IN_WINDOW : otherwise
