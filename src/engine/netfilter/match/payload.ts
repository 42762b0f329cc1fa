/** Tests of what is in a packet: its length, its TOS byte, its MSS option, its bytes. */
import * as ipv4 from '../../../packet/ipv4'
import * as header from '../../../packet/tcp'
import type { MatchOf } from '../../../rules/ruleset'
import type { View } from '../view'
import type { Test } from './test'

export const length =
  ({ from, to, not }: MatchOf<'length'>): Test =>
  ({ b }) => {
    const n = ipv4.totalLength(b)
    return (n >= from && n <= to) !== not
  }

export const tos =
  ({ value, mask, not }: MatchOf<'tos'>): Test =>
  ({ b }) =>
    ((b[1] & mask) === value) !== not

export const dscp =
  ({ dscp: wanted, not }: MatchOf<'dscp'>): Test =>
  ({ b }) =>
    (b[1] >> 2 === wanted) !== not

const MSS = { KIND: 2, LENGTH: 4 } as const

/** `xt_tcpmss`: what has no such option only fits an inverted test. */
export const tcpmss =
  ({ from, to, not }: MatchOf<'tcpmss'>): Test =>
  (v) => {
    const { b, at } = v
    const end = at + (at + header.MIN_HEADER <= v.end ? header.headerLength(b, at) : 0)
    if (end < at + header.MIN_HEADER || end > v.end) {
      v.hotdrop = true
      return false
    }
    const mss = mssOf(b, at + header.MIN_HEADER, end)
    return (mss !== null && mss >= from && mss <= to) !== not
  }

function mssOf(b: Uint8Array, at: number, end: number): number | null {
  while (at < end) {
    if (b[at] === MSS.KIND && at + MSS.LENGTH <= end && b[at + 1] === MSS.LENGTH) return (b[at + 2] << 8) | b[at + 3]
    at += b[at] < 2 ? 1 : b[at + 1] || 1
  }
  return null
}

/** The kernel's upper case: ASCII, and Latin-1's letters. */
const upper = (c: number): number => ((c >= 0x61 && c <= 0x7a) || (c >= 0xe0 && c <= 0xfe && c !== 0xf7) ? c - 0x20 : c)

/** `xt_string`: `bm` and `kmp` find the same. */
export function string({ pattern, from, to, icase, not }: MatchOf<'string'>): Test {
  const fold = icase ? upper : (c: number): number => c
  const wanted = pattern.map(fold)
  const isAt = (b: Uint8Array, at: number): boolean => wanted.every((c, i) => fold(b[at + i]) === c)
  return ({ b }: View) => {
    const last = Math.min(to, b.length) - wanted.length
    for (let at = from; at <= last; at++) if (isAt(b, at)) return !not
    return not
  }
}

/** `xt_quota`: the first packet that is too much ends it. */
export function quota({ bytes, not }: MatchOf<'quota'>): Test {
  let left = Number(bytes)
  return ({ b }) => {
    left = left >= b.length ? left - b.length : -1
    return left >= 0 !== not
  }
}
