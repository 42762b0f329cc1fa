/** What conntrack says of the packet (`conntrack_mt`). */
import type { CtStateName } from '../../../rules/match/conntrack'
import type { MatchOf } from '../../../rules/ruleset'
import { dirOf, IPS, ORIGINAL, REPLY } from '../../conntrack/status'
import { tupleAt } from '../../conntrack/table'
import { DST, PARTS, SRC } from '../../conntrack/tuple'
import { CTINFO, type Skb } from '../../skb'
import type { View } from '../view'
import type { Test } from './test'

type Match = MatchOf<'conntrack'>

/** Bits by `ctinfo`: which of a packet's states are asked for. */
const BITS: Readonly<Record<CtStateName, number>> = {
  INVALID: 1 << CTINFO.NONE,
  NEW: 1 << CTINFO.NEW,
  RELATED: (1 << CTINFO.RELATED) | (1 << CTINFO.RELATED_REPLY),
  ESTABLISHED: (1 << CTINFO.ESTABLISHED) | (1 << CTINFO.ESTABLISHED_REPLY),
  UNTRACKED: 1 << CTINFO.UNTRACKED,
  SNAT: 0,
  DNAT: 0,
}

/** What `-j CT` asks for stands for a new connection until the packet comes to conntrack: one of noughts, confirmed. */
const infoOf = ({ ct, ctinfo, template }: Skb): Skb['ctinfo'] => (ct === 0 && template !== 0 ? CTINFO.NEW : ctinfo)

/** A packet is in one of the first five states, and may be in SNAT and DNAT besides. */
function stateTest(names: readonly CtStateName[], not: boolean): Test {
  const states = names.reduce((bits, name) => bits | BITS[name], 0)
  const status = (names.includes('SNAT') ? IPS.SRC_NAT : 0) | (names.includes('DNAT') ? IPS.DST_NAT : 0)
  return ({ skb, conntrack: { table } }) => {
    const found = ((states >> infoOf(skb)) & 1) !== 0 || (skb.ct !== 0 && (table.status(skb.ct) & status) !== 0)
    return found !== not
  }
}

export const state = ({ names, not }: MatchOf<'state'>): Test => stateTest(names, not)

/** The connection's mark; what has no connection never fits. */
export const connmark =
  ({ value, mask, not }: MatchOf<'connmark'>): Test =>
  ({ skb, conntrack: core }) =>
    skb.ct !== 0 && ((core.mark(skb) & mask) >>> 0 === value >>> 0) !== not

const STATUS = {
  NONE: 0,
  EXPECTED: IPS.EXPECTED,
  SEEN_REPLY: IPS.SEEN_REPLY,
  ASSURED: IPS.ASSURED,
  CONFIRMED: IPS.CONFIRMED,
} as const

export function conntrack(match: Match): Test {
  const tests = entryTests(match)
  const states = match.state && stateTest(match.state.names, match.state.not)
  if (states && tests.length === 0) return states
  return (v) => {
    if (states && !states(v)) return false
    // Without an entry only the state can be asked for; the other tests then do not count.
    if (v.skb.ct === 0 && v.skb.template === 0) return states !== undefined
    for (let i = 0; i < tests.length; i++) if (!tests[i](v)) return false
    return true
  }
}

const word = (v: View, dir: number, field: number): number =>
  v.conntrack.table.words[tupleAt(2 * v.skb.ct + dir) + field]

/** Tests that need an entry. */
function entryTests(match: Match): Test[] {
  const tests: Test[] = []
  const address = (key: 'origSrc' | 'origDst' | 'replSrc' | 'replDst', dir: number, field: number): void => {
    const t = match[key]
    if (t) tests.push((v) => (((word(v, dir, field) ^ t.value) & t.mask) === 0) !== t.not)
  }
  address('origSrc', ORIGINAL, SRC)
  address('origDst', ORIGINAL, DST)
  address('replSrc', REPLY, SRC)
  address('replDst', REPLY, DST)

  // A tuple's parts: the source's in the upper half, the destination's in the lower.
  const port = (
    key: 'origSrcPort' | 'origDstPort' | 'replSrcPort' | 'replDstPort',
    dir: number,
    shift: number,
  ): void => {
    const t = match[key]
    if (t)
      tests.push((v) => {
        const n = (word(v, dir, PARTS) >>> shift) & 0xffff
        return (n >= t.from && n <= t.to) !== t.not
      })
  }
  port('origSrcPort', ORIGINAL, 16)
  port('origDstPort', ORIGINAL, 0)
  port('replSrcPort', REPLY, 16)
  port('replDstPort', REPLY, 0)

  const { proto, status, expire, dir } = match
  if (proto) tests.push((v) => (v.conntrack.table.proto(v.skb.ct) === proto.proto) !== proto.not)
  if (dir) tests.push((v) => dirOf(infoOf(v.skb)) === (dir === 'REPLY' ? REPLY : ORIGINAL))
  if (status) {
    const bits = status.names.reduce((sum, name) => sum | STATUS[name], 0)
    tests.push((v) => {
      const found = v.skb.ct === 0 ? IPS.CONFIRMED : v.conntrack.table.status(v.skb.ct)
      return ((found & bits) !== 0) !== status.not
    })
  }
  if (expire)
    tests.push((v) => {
      const seconds = v.conntrack.expiresIn(v.skb)
      return (seconds >= expire.from && seconds <= expire.to) !== expire.not
    })
  return tests
}
