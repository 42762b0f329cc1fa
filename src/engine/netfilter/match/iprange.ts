/** Addresses from one to another (`xt_iprange`). */
import type { AddressRange } from '../../../rules/match/iprange'
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

const holds = ({ from, to, not }: AddressRange, address: number): boolean => {
  const a = address >>> 0
  return (a >= from && a <= to) !== not
}

export const iprange =
  ({ src, dst }: MatchOf<'iprange'>): Test =>
  (v) =>
    (!src || holds(src, v.src)) && (!dst || holds(dst, v.dst))
