/** Is the tuple a connection would have taken by another one? The question is asked of its replies. */
import type { Core } from '../conntrack/core'
import { isOver, kill } from '../conntrack/lifetime'
import { after } from '../conntrack/seq'
import { IPS, NAT_MASK, ORIGINAL, REPLY } from '../conntrack/status'
import { S } from '../conntrack/tcp-table'
import { END, endAt } from '../conntrack/tcp-window'
import { findIn, takenFrom } from '../conntrack/template'
import { unlessOver } from '../conntrack/track'
import { invert, type Key, newKey } from '../conntrack/tuple'
import { PROTO } from '../../packet/protocol'

const reply = newKey()
const own = newKey()

/** The handle of whoever owns `key`'s reply tuple, 0 when it is free for `h` (`nf_nat_used_tuple`). */
export function ownerOf(core: Core, key: Key, h: number): number {
  if (!invert(reply, key)) return 0
  const owner = unlessOver(core, takenFrom(core, reply, h, REPLY)) >>> 1
  if (owner === 0 || owner === h) return 0
  // The very same flow in two packets at once: settled when the second one is confirmed.
  const { table } = core
  if (table.isSameTuple(2 * owner, 2 * h) && table.extras.zone(2 * owner) === table.extras.zone(2 * h)) return 0
  core.stats.found++
  return owner
}

/**
 * The same for a connection that would keep its own tuple (`nf_nat_used_tuple_new`): somebody without
 * NAT who crosses it from the other side does not count.
 */
export function ownerOfUnchanged(core: Core, key: Key, h: number): number {
  const taken = ownerOf(core, key, h)
  if (taken === 0) return 0
  const { table } = core
  // Only where the same flow may be in two packets at once (`allow_clash`).
  if (table.proto(h) !== PROTO.UDP) return taken
  const owner = crossing(core, key, h)
  if (owner === 0 || table.status(owner) & (NAT_MASK | IPS.SEQ_ADJUST)) return owner
  const crosses =
    table.isSameTuple(2 * owner + REPLY, 2 * h + ORIGINAL) && table.isSameTuple(2 * owner + ORIGINAL, 2 * h + REPLY)
  return crosses ? 0 : owner
}

/** Who has the tuple or its reply, whichever side's zone that is in. */
function crossing(core: Core, key: Key, h: number): number {
  const { extras } = core.table
  const there = extras.zone(2 * h)
  const back = extras.zone(2 * h + 1)
  own.set(key)
  const record = unlessOver(core, findIn(core, own, there, back))
  if (record !== 0) return record >>> 1
  invert(own, key)
  return unlessOver(core, findIn(core, own, there, back)) >>> 1
}

/**
 * The same with force, for the last tries of a search (`nf_nat_used_tuple_harder`): a TCP connection that is over
 * but for its TIME_WAIT gives way to a SYN whose sequence number is past its own.
 */
export function ownerAfterForce(core: Core, key: Key, h: number): number {
  const owner = ownerOf(core, key, h)
  if (owner === 0) return 0
  const { table } = core
  if (table.proto(h) !== PROTO.TCP || table.tcpState(h) !== S.SYN_SENT) return owner
  if ((table.index.find(reply) & 1) === ORIGINAL || isOver(core, owner)) return owner
  if (table.tcpState(owner) < S.TIME_WAIT) return owner
  if ((table.status(owner) & (IPS.SRC_NAT | IPS.FIXED_TIMEOUT)) !== IPS.SRC_NAT) return owner
  const { words } = table
  if (!after(words[endAt(h, ORIGINAL) + END], words[endAt(owner, ORIGINAL) + END])) return owner
  kill(core, owner, 'reopened')
  return 0
}
