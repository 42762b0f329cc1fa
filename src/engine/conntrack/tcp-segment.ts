/**
 * The segment at hand. Its header is read once into one object that is used again and again, because the tracker looks at these
 * numbers many times: a call per look would use up what V8 inlines into one function. Signed, as all numbers here are.
 */
import { i32 } from '../../packet/bytes'
import * as tcp from '../../packet/tcp'
import { kindOf } from './tcp-table'

export const segment = {
  flags: 0,
  /** `K` of `tcp-table.ts`. */
  kind: 0,
  seq: 0,
  ack: 0,
  /** As it stands there, unscaled. */
  window: 0,
  /** Sequence number just after it: data, and one each for SYN and FIN. */
  end: 0,
  hasOptions: false,
}

/** Reads the segment from `at` to the end of `b`; its header must be whole. */
export function readSegment(b: Uint8Array, at: number): void {
  const flags = b[at + tcp.OFFSET.FLAGS]
  const header = tcp.headerLength(b, at)
  const seq = i32(b, at + tcp.OFFSET.SEQ)
  segment.flags = flags
  segment.kind = kindOf(flags)
  segment.seq = seq
  segment.ack = i32(b, at + tcp.OFFSET.ACK)
  segment.window = tcp.window(b, at)
  segment.end = (seq + (b.length - at - header) + ((flags >>> 1) & 1) + (flags & tcp.FLAG.FIN)) | 0
  segment.hasOptions = header > tcp.MIN_HEADER
}
