/** Numbers anywhere in a packet (`u32_match_it`). */
import { u32 as word } from '../../../packet/bytes'
import type { U32Test } from '../../../rules/match/u32'
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

export const u32 =
  ({ tests, not }: MatchOf<'u32'>): Test =>
  ({ b }) =>
    tests.every((test) => fits(test, b)) !== not

function fits({ at, steps, values }: U32Test, b: Uint8Array): boolean {
  if (at > b.length - 4) return false
  let value = word(b, at)
  let from = 0
  for (const { op, by } of steps) {
    if (op === '&') value = (value & by) >>> 0
    else if (op === '<<') value = (value << by) >>> 0
    else if (op === '>>') value >>>= by
    else {
      from += value
      if (from + by > b.length - 4) return false
      value = word(b, from + by)
    }
  }
  return values.some((range) => value >= range.from && value <= range.to)
}
