/** Every n-th packet, or each with a probability (`xt_statistic`). */
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

export function statistic({ mode, probability, every, packet, not }: MatchOf<'statistic'>): Test {
  if (mode === 'random') return (v) => (v.env.random() & 0x7fffffff) < probability !== not
  // The counter matches when it wraps: so that packet 0 is the first one, it starts at the end.
  let count = every - 1 - packet
  return () => {
    count = count === every - 1 ? 0 : count + 1
    return (count === 0) !== not
  }
}
