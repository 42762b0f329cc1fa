/** The receiving half: puts segments in order (RFC 9293 §3.10.7.4, seventh and eighth steps). */
import { concat } from '../../../packet/bytes'
import { FLAG } from '../../../packet/tcp'
import type { Segment } from './segment'
import type { Sack } from './sack'
import { after, beyond, plus } from './sequence'

export interface Receiver {
  /** The next number expected (RCV.NXT). */
  readonly next: number
  /** Bytes handed on so far. */
  readonly received: number
  /** Something beyond a gap is kept. */
  readonly waits: boolean
  /** The far end's SYN has this number. */
  start(seq: number): void
  /** What can be handed on now; `finished` when the far end's FIN was reached by it. */
  take(s: Segment): { data: Uint8Array; finished: boolean }
}

/** `sack` hears what came out of order, and what came twice. */
export function createReceiver(sack: Sack): Receiver {
  let next = 0
  let received = 0
  let finished = false
  let waiting: { seq: number; payload: Uint8Array; fin: boolean }[] = []
  return {
    get next() {
      return next
    },
    get received() {
      return received
    },
    get waits() {
      return waiting.length > 0
    },
    start(seq) {
      next = plus(seq, 1)
    },
    take({ seq, payload, flags }) {
      if (finished) return { data: new Uint8Array(0), finished: false }
      const to = plus(seq, payload.length + (flags & FLAG.FIN ? 1 : 0))
      if (after(seq, next)) sack.beyond({ from: seq, to })
      else if (waiting.length > 0 && after(to, waiting[0].seq)) sack.again({ from: waiting[0].seq, to })
      else if (after(next, seq)) sack.again({ from: seq, to: after(to, next) ? next : to })
      waiting.push({ seq, payload: payload.slice(), fin: (flags & FLAG.FIN) !== 0 })
      waiting.sort((a, b) => beyond(a.seq, b.seq))
      const parts: Uint8Array[] = []
      for (const piece of waiting) {
        if (after(piece.seq, next)) break
        const fresh = piece.payload.subarray(beyond(next, piece.seq))
        if (fresh.length > 0) parts.push(fresh)
        next = plus(next, fresh.length)
        if (piece.fin && plus(piece.seq, piece.payload.length) === next) {
          next = plus(next, 1)
          finished = true
          break
        }
      }
      waiting = finished ? [] : waiting.filter((piece) => after(piece.seq, next))
      sack.reached(next)
      const data = concat(...parts)
      received += data.length
      return { data, finished }
    },
  }
}
