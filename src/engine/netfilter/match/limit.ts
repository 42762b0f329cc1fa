/**
 * A token bucket in nanoseconds: iptables-nft makes nf_tables' own `limit` of `-m limit`, whose bucket fills by the
 * nanosecond (`nft_limit_eval`), not by the jiffy. The bucket is full when the rule is loaded.
 */
import { rateParts } from '../../../rules/match/rate'
import type { MatchOf } from '../../../rules/ruleset'
import type { NodeEnv } from '../../node'
import type { Test } from './test'

const NANOSECONDS = 1_000_000_000

export function limit({ rate, burst }: MatchOf<'limit'>, env: NodeEnv): Test {
  const { count, seconds } = rateParts(rate)
  const whole = seconds * NANOSECONDS
  const cost = Math.floor(whole / count)
  const full = cost * burst
  let tokens = full
  let last = env.now()
  return (v) => {
    const now = v.env.now()
    tokens = Math.min(full, tokens + (now - last) * 1000)
    last = now
    if (tokens < cost) return false
    tokens -= cost
    return true
  }
}
