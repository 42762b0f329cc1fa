/**
 * Tests as ranges of numbers: an address in a prefix, a port in a range, a protocol, an interface by its number. All
 * are `lowest <= field <= highest`, and so can be asked in one way: (field - lowest) is at most the span, unsigned.
 */
import type { PortTest } from '../../rules/match/ports'
import type { Match } from '../../rules/ruleset'
import type { Range as PortRange } from '../../rules/values'
import type { Names } from './names'

/** Places in `View.fields`. */
export const FIELD = { PROTO: 0, SRC: 1, DST: 2, SPORT: 3, DPORT: 4, IN: 5, OUT: 6, NOTHING: 7 } as const
type Field = (typeof FIELD)[keyof typeof FIELD]

/** Words of a range: field, lowest, and span with its sign bit turned over, so that signed numbers compare like unsigned. */
export const WORDS = 3
export const FLIP = 0x80000000 | 0

export interface Range {
  words: readonly [field: Field, lowest: number, span: number]
  /** About which part of all packets passes: the narrowest range is asked first. */
  share: number
}

const range = (field: Field, lowest: number, span: number, share: number): Range => ({
  words: [field, lowest | 0, span ^ FLIP],
  share,
})

/** Lets everything pass: the gate of a rule without ranges. */
export const ANYTHING = range(FIELD.NOTHING, 0, 0xffffffff, 1)

/** Guesses, for want of knowing the traffic. */
const SHARE_OF_PROTOCOL = 0.4
const SHARE_OF_INTERFACE = 0.3

/** Null for a match that is none; `whole` when the ranges say all that the match says. */
export function rangesOf(m: Match, names: Names): { ranges: Range[]; whole: boolean } | null {
  switch (m.kind) {
    case 'source':
    case 'destination':
      if (!isPrefix(m.mask)) return null
      return whole(m.not, address(m.kind === 'source' ? FIELD.SRC : FIELD.DST, m.value, m.mask))
    case 'protocol':
      return whole(m.not, range(FIELD.PROTO, m.proto, 0, SHARE_OF_PROTOCOL))
    case 'in':
    case 'out':
      if (m.name.endsWith('+')) return null
      return whole(m.not, range(m.kind === 'in' ? FIELD.IN : FIELD.OUT, names.add(m.name), 0, SHARE_OF_INTERFACE))
    case 'tcp':
    case 'udp': {
      const { sport, dport } = m
      if (isNone(sport) || isNone(dport) || (m.kind === 'tcp' && m.option)) return null
      const ranges = [...(sport ? [ports(FIELD.SPORT, sport)] : []), ...(dport ? [ports(FIELD.DPORT, dport)] : [])]
      return { ranges, whole: m.kind === 'udp' || !m.flags }
    }
    default:
      return null
  }
}

/** It has a `!` before it, or is the wrong way round. */
const isNone = (t: PortTest | undefined): boolean => t !== undefined && (t.not || t.from > t.to)

const whole = (not: boolean, r: Range): { ranges: Range[]; whole: true } => ({
  ranges: [not ? complement(r) : r],
  whole: true,
})

/** All other numbers: round the end of 32 bits they are a range, too. Not for ports, where -1 is none. */
function complement({ words: [field, lowest, flipped], share }: Range): Range {
  const span = (flipped ^ FLIP) >>> 0
  return range(field, lowest + span + 1, 0xfffffffe - span, 1 - share)
}

/** Ones, then zeros: only then are its addresses a range. */
const isPrefix = (mask: number): boolean => ((~mask & (~mask + 1)) | 0) === 0

const address = (field: Field, value: number, mask: number): Range =>
  range(field, value, ~mask >>> 0, ((~mask >>> 0) + 1) / 2 ** 32)

const ports = (field: Field, { from, to }: PortRange): Range => range(field, from, to - from, (to - from + 1) / 65536)
