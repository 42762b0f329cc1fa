/** Headers behind IP's: the ECN bits of both, the SPI of ESP, AH and IPComp, SCTP's chunks, DCCP's types and options. */
import { u16, u32 } from '../../../packet/bytes'
import * as tcp from '../../../packet/tcp'
import type { ChunkTest } from '../../../rules/match/sctp'
import type { MatchOf } from '../../../rules/ruleset'
import type { View } from '../view'
import { portIn } from './ports'
import type { Test } from './test'

export function ecn({ ect, ece, cwr }: MatchOf<'ecn'>): Test {
  const flags = [
    ...(ece ? [{ bit: tcp.FLAG.ECE, not: ece.not }] : []),
    ...(cwr ? [{ bit: tcp.FLAG.CWR, not: cwr.not }] : []),
  ]
  return ({ b, at, end }) => {
    if (ect && ((b[1] & 3) === ect.value) === ect.not) return false
    if (flags.length > 0 && at + tcp.MIN_HEADER > end) return false
    return flags.every(({ bit, not }) => ((tcp.flags(b, at) & bit) !== 0) !== not)
  }
}

/** Not for later fragments; what is too short for its header is dropped. */
const whole = (length: number, fits: Test): Test => {
  return (v) => {
    if (v.offset !== 0) return false
    if (v.at + length <= v.end) return fits(v)
    v.hotdrop = true
    return false
  }
}

const spi = ({ from, to, not }: MatchOf<'esp' | 'ah' | 'ipcomp'>, n: number): boolean => (n >= from && n <= to) !== not

export const esp = (m: MatchOf<'esp'>): Test => whole(8, ({ b, at }) => spi(m, u32(b, at)))
export const ah = (m: MatchOf<'ah'>): Test => whole(12, ({ b, at }) => spi(m, u32(b, at + 4)))
/** Nobody looks at its flags, whatever the rule says (`comp_mt`). */
export const ipcomp = (m: MatchOf<'ipcomp'>): Test => whole(4, ({ b, at }) => spi(m, u16(b, at + 2)))

const ports =
  ({ sport, dport }: MatchOf<'sctp' | 'dccp'>): Test =>
  (v) =>
    (!sport || portIn(sport, v.sport)) && (!dport || portIn(dport, v.dport))

const SCTP_HEADER = 12

export function sctp(m: MatchOf<'sctp'>): Test {
  const fits = ports(m)
  const { chunks } = m
  return whole(SCTP_HEADER, (v) => fits(v) && (!chunks || chunksFit(chunks, v) !== chunks.not))
}

/** A chunk that has no length, or of which not even the head is there, drops the packet. */
function chunksFit({ of, tests }: NonNullable<MatchOf<'sctp'>['chunks']>, v: View): boolean {
  const { b, end } = v
  const missing = new Set(tests === 'ALL' ? ALL_TYPES : tests.map(({ type }) => type))
  let at = v.at + SCTP_HEADER
  do {
    const length = at + 4 <= end ? u16(b, at + 2) : 0
    if (length === 0) {
      v.hotdrop = true
      return false
    }
    const found = tests === 'ALL' || tests.some((test) => chunkFits(test, b[at], b[at + 1]))
    if (found && of === 'any') return true
    if (!found && of === 'only') return false
    if (found) missing.delete(b[at])
    at += (length + 3) & ~3
  } while (at < end)
  return of === 'only' || (of === 'all' && missing.size === 0)
}

const ALL_TYPES = Array.from({ length: 256 }, (_, type) => type)

const chunkFits = (test: ChunkTest, type: number, flags: number): boolean =>
  test.type === type && (flags & test.mask) === test.set

const DCCP = { HEADER: 12, OFFSET: 4, TYPE: 8, RESET: 7, INVALID: 10 } as const
/** What follows the header of each type (`dccp_packet_hdr_len`). */
const BEHIND = [4, 12, 0, 8, 8, 8, 8, 12, 8, 8]

export function dccp(m: MatchOf<'dccp'>): Test {
  const fits = ports(m)
  const { types, option } = m
  return whole(DCCP.HEADER, (v) => {
    if (!fits(v)) return false
    const type = (v.b[v.at + DCCP.TYPE] >> 1) & 15
    if (types && types.types.includes(Math.min(type, DCCP.INVALID)) === types.not) return false
    return !option || hasOption(v, type, option.option) !== option.not
  })
}

function hasOption(v: View, type: number, wanted: number): boolean {
  const { b, at } = v
  const long = b[at + DCCP.TYPE] & 1 ? 4 : 0
  let i = at + DCCP.HEADER + long + (BEHIND[type] ?? BEHIND[DCCP.RESET])
  const end = at + 4 * b[at + DCCP.OFFSET]
  if (end === i) return false
  if (end < i || end > v.end) {
    v.hotdrop = true
    return false
  }
  for (; i < end; i += b[i] < 2 ? 1 : b[i + 1] || 1) if (b[i] === wanted) return true
  return false
}
