/** ICMP's tracker: queries are connections of their own; errors belong to the connection they are about. */
import { i32 } from '../../packet/bytes'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import type { Hook } from '../../model/trace'
import { CTINFO, type Skb } from '../skb'
import { ACCEPT, type Core, INVALID, type TrackerVerdict } from './core'
import { account, hold, isOver, kill, putOff } from './lifetime'
import { isBroken } from './sum'
import { findFor } from './template'
import { invert, type Key, newKey, PARTS, DST, readTuple } from './tuple'

/** The highest type that Linux knows (`NR_ICMP_TYPES`). */
const LAST_TYPE = 18
const QUERIES: ReadonlySet<number> = new Set([
  icmp.TYPE.ECHO,
  icmp.TYPE.TIMESTAMP,
  icmp.TYPE.INFO_REQUEST,
  icmp.TYPE.ADDRESS_MASK,
])

const inner = newKey()
/** The tuple that the last error was looked up by, for the trace. */
export const aboutTuple = newKey()

/** A query or its answer (`nf_conntrack_icmp_packet`). */
export function icmpPacket(core: Core, h: number, skb: Skb, original: Key): TrackerVerdict {
  if (!QUERIES.has((original[PARTS] >>> 8) & 255)) {
    core.why = 'not-a-query'
    return INVALID
  }
  account(core, skb)
  putOff(core, h, core.settings.icmp)
  return ACCEPT
}

/**
 * Checks any ICMP message; an error finds its connection and becomes RELATED (`nf_conntrack_icmpv4_error`,
 * `nf_conntrack_inet_error`). The packet inside is as its receiver got it, so the tuple to look for is the inverse
 * of the inner one: the way back.
 */
export function icmpError(core: Core, skb: Skb, at: number, hook: Hook): TrackerVerdict {
  const b = skb.bytes
  if (b.length - at < icmp.HEADER) return invalid(core, 'short')
  if (isBroken(core, skb, hook)) return invalid(core, 'checksum')
  const type = icmp.type(b, at)
  if (type > LAST_TYPE) return invalid(core, 'unknown-type')
  if (!icmp.isError(type)) return ACCEPT

  const innerAt = icmp.innerAt(at)
  if (b.length - innerAt < ipv4.MIN_HEADER || ipv4.fragmentOffset(b, innerAt) !== 0) return invalid(core, 'short')
  const transport = ipv4.payloadAt(b, innerAt)
  if (!readTuple(inner, b, innerAt, transport, b.length)) return invalid(core, 'short')
  if (!invert(aboutTuple, inner)) return invalid(core, 'no-entry')

  const record = findFor(core, skb, aboutTuple)
  const h = record >>> 1
  if (record === 0) return invalid(core, 'no-entry')
  if (isOver(core, h)) {
    kill(core, h, 'timeout')
    return invalid(core, 'no-entry')
  }
  // An error about a flow of ours, but sent to somebody who never was part of it.
  if (i32(b, ipv4.OFFSET.DST) !== aboutDestination(core, record)) return invalid(core, 'wrong-destination')
  hold(core, skb, h, record & 1 ? CTINFO.RELATED_REPLY : CTINFO.RELATED)
  return ACCEPT
}

const found = newKey()
const aboutDestination = (core: Core, record: number): number => core.table.readTuple(found, record)[DST]

function invalid(core: Core, why: Core['why']): TrackerVerdict {
  core.why = why
  return INVALID
}
