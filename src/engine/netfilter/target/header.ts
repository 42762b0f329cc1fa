/** TTL, TOS, DSCP: a byte of the IP header. */
import * as ipv4 from '../../../packet/ipv4'
import type { TargetOf } from '../../../rules/ruleset'
import { type Act, CONTINUE } from './act'
import { putHeaderByte } from './edits'

/** What is added or taken off stops at 255 and 0 (`ttl_tg`). A packet with TTL 0 goes on all the same. */
export const ttl = ({ do: way, by }: TargetOf<'TTL'>): Act => {
  const next = (was: number): number =>
    way === 'set' ? by : way === 'inc' ? Math.min(was + by, 255) : Math.max(was - by, 0)
  return (v, ref) => {
    putHeaderByte(v, ipv4.OFFSET.TTL, next(ipv4.ttl(v.b)), ref, 'TTL')
    return CONTINUE
  }
}

export const tos =
  ({ value, mask }: TargetOf<'TOS'>): Act =>
  (v, ref) => {
    putHeaderByte(v, ipv4.OFFSET.TOS, (ipv4.tos(v.b) & ~mask) ^ value, ref, 'TOS')
    return CONTINUE
  }

/** The two lower bits are not its own: they are for congestion (RFC 3168). */
export const dscp =
  (target: TargetOf<'DSCP'>): Act =>
  (v, ref) => {
    putHeaderByte(v, ipv4.OFFSET.TOS, (ipv4.tos(v.b) & 3) | (target.dscp << 2), ref, 'DSCP')
    return CONTINUE
  }
