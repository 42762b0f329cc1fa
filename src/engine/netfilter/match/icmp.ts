/** Type and code of an ICMP header. */
import type { MatchOf } from '../../../rules/ruleset'
import type { Test } from './test'

const ANY = 255

export const icmp =
  ({ type, code, not }: MatchOf<'icmp'>): Test =>
  (v) => {
    if (v.offset !== 0) return false
    // `struct icmphdr` is read whole; a packet too short for it is dropped.
    if (v.at + 8 > v.end) {
      v.hotdrop = true
      return false
    }
    if (type === ANY) return !not
    return (v.b[v.at] === type && (code === null || v.b[v.at + 1] === code)) !== not
  }
