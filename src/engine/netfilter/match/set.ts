/** Members of sets (`xt_set`). */
import type { CounterTest } from '../../../rules/match/set'
import type { MatchOf } from '../../../rules/ruleset'
import { findPacket, type Asked } from '../../ipset/packet'
import { setsOf } from '../../ipset/sets'
import { hasNets } from '../../ipset/types'
import type { NodeEnv } from '../../node'
import type { Test } from './test'

const agrees = (test: CounterTest | undefined, n: number): boolean =>
  !test || (test.op === 'eq' ? (n === test.value) !== test.not : test.op === 'lt' ? n < test.value : n > test.value)

export function set(match: MatchOf<'set'>, env: NodeEnv): Test {
  const { not, returnNomatch, packets, bytes } = match
  const sets = setsOf(env)
  const asked: Asked = {
    sides: match.set.sides,
    counts: match.updateCounters,
    countsInside: match.updateSubcounters,
    fits: (member) => agrees(packets, member.packets) && agrees(bytes, member.bytes),
  }
  return (v) => {
    // By name: `ipset swap` puts another one there.
    const named = sets.find(match.set.name)
    if (!named) return false
    const found = findPacket(sets, named, v, asked)
    return (found !== null && found.nomatch === (returnNomatch && hasNets(named.type))) !== not
  }
}
