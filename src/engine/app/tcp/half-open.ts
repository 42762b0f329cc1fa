/**
 * A connection that is not up yet: what a segment means to an end that has sent its SYN (RFC 9293 §3.10.7.3) or has answered one
 * (Linux, `tcp_check_req`), and what the two SYNs agree on. It only judges; connection.ts acts.
 */
import { FLAG } from '../../../packet/tcp'
import type { Segment } from './segment'
import { plus } from './sequence'

/** What both ends hold to once each has heard the other's SYN. */
export interface Terms {
  scaling: boolean
  sack: boolean
  stamps: boolean
  /** Congestion may be told by a mark: agreed on, and not acted on. */
  ecn: boolean
  peer: Peer
}

export interface Peer {
  /** The most payload that it takes in one segment. */
  mss: number
  shift: number
  /** Bytes that it takes now, and the most that it ever took. */
  window: number
  widest: number
  /** Its latest timestamp, to be echoed. */
  stamp: number
}

/** Of a far end that said nothing yet (RFC 9293 §3.7.1). */
export const UNKNOWN: Peer = { mss: 536, shift: 0, window: 0, widest: 0, stamp: 0 }

/** What this end offers; `mss` is its own. */
export interface Offer {
  mss: number
  stamps: boolean
  sack: boolean
  scaling: boolean
  ecn: number
  isCookie: boolean
}

/** An option holds if this end offers it and the far end's SYN has it. */
export function termsOf({ options, window, flags }: Segment, { mss, ...offer }: Offer): Terms {
  const stamps = offer.stamps && options.timestamps !== undefined
  // What a cookie has to remember stands in the timestamp.
  const whole = !offer.isCookie || stamps
  const both = FLAG.ECE | FLAG.CWR
  const smaller = Math.min(options.mss ?? UNKNOWN.mss, mss)
  return {
    scaling: whole && offer.scaling && options.shift !== undefined,
    sack: whole && offer.sack && options.sackPermitted === true,
    stamps,
    ecn: whole && offer.ecn !== 0 && (flags & both) === both,
    peer: {
      // Timestamps take 12 bytes of every segment.
      mss: stamps ? smaller - 12 : smaller,
      shift: whole && offer.scaling ? (options.shift ?? 0) : 0,
      window,
      widest: window,
      stamp: options.timestamps?.value ?? 0,
    },
  }
}

/**
 * To an end in SYN-SENT. `stale`: it acknowledges something else than our SYN; `crossed`: both ends opened at once (RFC 9293 §3.5,
 * figure 8).
 */
export type Reply = 'stale' | 'refusal' | 'nothing' | 'answer' | 'crossed'

/** `next` is what acknowledges our SYN. */
export function replyToSyn({ flags, ack }: Segment, next: number): Reply {
  const acknowledges = (flags & FLAG.ACK) !== 0
  if (acknowledges && ack !== next) return 'stale'
  if (flags & FLAG.RST) return acknowledges ? 'refusal' : 'nothing'
  if (!(flags & FLAG.SYN)) return 'nothing'
  return acknowledges ? 'answer' : 'crossed'
}

/**
 * To a listener that has answered a SYN. `again`: that very SYN; `foreign`: it acknowledges what was never sent; `outside`: not in the
 * window, or a reset not at its beginning; `end`: a reset, or another SYN; `complete`: what was waited for.
 */
export type Third = 'again' | 'foreign' | 'outside' | 'end' | 'complete' | 'nothing'

export interface Waiting {
  /** The next number that the far end is to send, and the one that acknowledges our SYN. */
  expected: number
  sent: number
  fits(s: Segment): boolean
}

export function replyToSynAck(s: Segment, { expected, sent, fits }: Waiting): Third {
  const isFirst = plus(s.seq, 1) === expected
  if (isFirst && (s.flags & (FLAG.SYN | FLAG.ACK | FLAG.RST)) === FLAG.SYN) return 'again'
  // A reset has to name the very number that is waited for, and nothing else (RFC 5961 §3.2).
  if (s.flags & FLAG.RST) return fits(s) ? (s.seq === expected ? 'end' : 'outside') : 'nothing'
  if (s.flags & FLAG.ACK && s.ack !== sent) return 'foreign'
  if (!fits(s)) return 'outside'
  if (s.flags & FLAG.SYN && !isFirst) return 'end'
  return s.flags & FLAG.ACK ? 'complete' : 'nothing'
}
