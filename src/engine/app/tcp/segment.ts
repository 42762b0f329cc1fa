/** What a TCP connection says and hears: a segment as meaning, and its options as Linux lays them out. */
import { setU16, setU32, u16 } from '../../../packet/bytes'
import * as tcp from '../../../packet/tcp'
import { KIND, tcpOptions } from '../../../packet/tcp-options'
import type { Block } from './sack'

export interface Options {
  mss?: number
  /** Window scale, 0 to 14 (RFC 7323 §2). */
  shift?: number
  sackPermitted?: boolean
  timestamps?: { value: number; echo: number }
  /** Told, and not listened to. */
  sack?: readonly Block[]
}

export interface Segment {
  seq: number
  ack: number
  /** See `FLAG` in packet/tcp. */
  flags: number
  /** As written in the header, not scaled. */
  window: number
  options: Options
  payload: Uint8Array
}

/** Reads the segment of a packet; `at` is where TCP starts and `end` where it ends. */
export function readSegment(b: Uint8Array, at: number, end: number): Segment {
  const options: Options = {}
  for (const option of tcpOptions(b, at)) {
    if (option.kind === 'mss') options.mss = option.mss
    if (option.kind === 'window-scale') options.shift = Math.min(option.shift, 14)
    if (option.kind === 'sack-permitted') options.sackPermitted = true
    if (option.kind === 'timestamps') options.timestamps = { value: option.value, echo: option.echo }
  }
  return {
    seq: tcp.seq(b, at),
    ack: tcp.ack(b, at),
    flags: tcp.flags(b, at),
    window: u16(b, at + tcp.OFFSET.WINDOW),
    options,
    payload: b.subarray(at + tcp.headerLength(b, at), end),
  }
}

/** In the order and with the padding that Linux writes (`tcp_options_write`), so that a header looks real. */
export function writeOptions({ mss, shift, sackPermitted, timestamps, sack = [] }: Options): Uint8Array {
  const out = new Uint8Array(40)
  let n = 0
  if (mss !== undefined) {
    out.set([KIND.MSS, 4], n)
    setU16(out, n + 2, mss)
    n += 4
  }
  if (sackPermitted || timestamps) {
    // SACK-permitted stands where padding would be.
    const lead = sackPermitted ? [KIND.SACK_PERMITTED, 2] : [KIND.NOP, KIND.NOP]
    out.set(timestamps || !sackPermitted ? lead : [KIND.NOP, KIND.NOP, ...lead], n)
    n += timestamps || !sackPermitted ? 2 : 4
  }
  if (timestamps) {
    out.set([KIND.TIMESTAMPS, 10], n)
    setU32(out, n + 2, timestamps.value)
    setU32(out, n + 6, timestamps.echo)
    n += 10
  }
  if (shift !== undefined) {
    out.set([KIND.NOP, KIND.WINDOW_SCALE, 3, shift], n)
    n += 4
  }
  if (sack.length > 0) {
    out.set([KIND.NOP, KIND.NOP, KIND.SACK, 2 + 8 * sack.length], n)
    n += 4
    for (const { from, to } of sack) {
      setU32(out, n, from)
      setU32(out, n + 4, to)
      n += 8
    }
  }
  return out.slice(0, n)
}
