/** The three TCP options that a window tracker must know, read without making an object. */
import { KIND } from '../../packet/tcp-options'
import { i32 } from '../../packet/bytes'
import * as tcp from '../../packet/tcp'
import { after } from './seq'

/** RFC 7323 §2.3. */
const MAX_SCALE = 14

export const NO_SCALE = 255

/** What the last `readHandshake` found: the shift of "window scale", `NO_SCALE` without it, and "SACK permitted". */
export const handshake = { scale: NO_SCALE, sackPermitted: false }

/** Reads a SYN's options into `handshake`. */
export function readHandshake(b: Uint8Array, at: number): void {
  handshake.scale = NO_SCALE
  handshake.sackPermitted = false
  const end = at + tcp.headerLength(b, at)
  for (let i = at + tcp.MIN_HEADER; i < end;) {
    const kind = b[i]
    if (kind === KIND.END) return
    if (kind === KIND.NOP) {
      i++
      continue
    }
    const length = i + 1 < end ? b[i + 1] : 0
    if (length < 2 || i + length > end) return
    if (kind === KIND.SACK_PERMITTED && length === 2) handshake.sackPermitted = true
    else if (kind === KIND.WINDOW_SCALE && length === 3) handshake.scale = Math.min(b[i + 2], MAX_SCALE)
    i += length
  }
}

/** The highest right edge among the first SACK option's blocks that is after `ack`, or `ack` (RFC 2018 §3). */
export function highestSack(b: Uint8Array, at: number, ack: number): number {
  const end = at + tcp.headerLength(b, at)
  for (let i = at + tcp.MIN_HEADER; i < end;) {
    const kind = b[i]
    if (kind === KIND.END) return ack
    if (kind === KIND.NOP) {
      i++
      continue
    }
    const length = i + 1 < end ? b[i + 1] : 0
    if (length < 2 || i + length > end) return ack
    if (kind === KIND.SACK && length >= 10 && (length - 2) % 8 === 0) {
      let highest = ack
      for (let block = i + 2; block < i + length; block += 8) {
        const right = i32(b, block + 4)
        if (after(right, highest)) highest = right
      }
      return highest
    }
    i += length
  }
  return ack
}
