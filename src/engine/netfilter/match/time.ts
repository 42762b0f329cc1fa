/** The hour, the day, the date on the nodes' clocks, which are all right and go by UTC (`xt_time`). */
import { ALL_MONTHDAYS } from '../../../rules/match/time'
import type { MatchOf } from '../../../rules/ruleset'
import { BEGINNING, SECOND } from '../../../model/time'
import type { Test } from './test'

const DAY = 86_400
/** The first day of 1970 was a Thursday. */
const THURSDAY = 4

export const time =
  (match: MatchOf<'time'>): Test =>
  ({ env }) =>
    fits(match, BEGINNING + Math.floor(env.now() / SECOND))

/** `now` in seconds since 1970. */
export function fits(m: MatchOf<'time'>, now: number): boolean {
  if (now < m.dateStart || now > m.dateStop) return false
  const ofDay = now % DAY
  let day = Math.floor(now / DAY)
  if (m.dayStart < m.dayStop) {
    if (ofDay < m.dayStart || ofDay > m.dayStop) return false
  } else {
    if (ofDay < m.dayStart && ofDay > m.dayStop) return false
    if (m.contiguous && ofDay <= m.dayStop) day--
  }
  const weekday = ((day + THURSDAY - 1) % 7) + 1
  if (!(m.weekdays & (1 << weekday))) return false
  return m.monthdays === ALL_MONTHDAYS || (m.monthdays & (1 << new Date(day * DAY * 1000).getUTCDate())) !== 0
}
