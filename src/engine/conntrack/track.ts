/** Finds a packet's connection, or begins one (`nf_conntrack_in`). */
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import type { Hook } from '../../model/trace'
import { NF_ACCEPT, NF_DROP, type NfVerdict } from '../node'
import { CTINFO, type CtInfo, type Skb } from '../skb'
import { type Core, INVALID, LAST, REPEAT, type TrackerVerdict } from './core'
import { makeRoom } from './early-drop'
import { trackEstablished } from './established'
import { genericPacket } from './generic'
import { aboutTuple, icmpError, icmpPacket } from './icmp'
import { hold, isOver, kill, release } from './lifetime'
import { ctState, directionName, IPS, ORIGINAL, REPLY } from './status'
import { tcpPacket } from './tcp'
import { eventsOf, findFor, zoneOf } from './template'
import { invert, type Key, newKey, readTuple, showKey, ZONE } from './tuple'
import { udpPacket } from './udp'

const tuple = newKey()
const reply = newKey()

/** Sets `skb.ct` and `skb.ctinfo`; NF_DROP only when the table is full. An INVALID packet passes without an entry. */
export function trackIn(core: Core, skb: Skb, hook: Hook): NfVerdict {
  if (trackEstablished(core, skb, hook)) return NF_ACCEPT
  const verdict = track(core, skb, hook)
  skb.template = 0
  return verdict
}

function track(core: Core, skb: Skb, hook: Hook): NfVerdict {
  // Looped back, or attached to another packet's entry, or told not to be tracked.
  if (skb.ct !== 0 || skb.ctinfo === CTINFO.UNTRACKED) return NF_ACCEPT

  const b = skb.bytes
  const at = ipv4.payloadAt(b)
  const proto = ipv4.proto(b)
  if (ipv4.fragmentOffset(b) !== 0 || at > b.length) return invalid(core, skb, hook, 'fragment')

  if (proto === PROTO.ICMP) {
    if (icmpError(core, skb, at, hook) === INVALID) {
      core.stats.error++
      return invalid(core, skb, hook, core.why)
    }
    if (skb.ct !== 0) {
      sayLookup(core, skb, hook, aboutTuple, skb.ct)
      return NF_ACCEPT
    }
  }
  if (readTuple(tuple, b, 0, at, b.length)) return resolve(core, skb, hook)
  core.stats.invalid++
  return invalid(core, skb, hook, 'short')
}

function resolve(core: Core, skb: Skb, hook: Hook): NfVerdict {
  for (;;) {
    const record = unlessOver(core, findFor(core, skb, tuple))
    const verdict = record === 0 ? begin(core, skb, hook) : proceed(core, skb, hook, record)
    if (verdict !== REPEAT) return verdict
  }
}

/** The record with this tuple whose entry is not over; 0 for none. */
export const lookUp = (core: Core, key: Key): number => unlessOver(core, core.table.index.find(key))

/** The record, or 0 when its entry is over. */
export function unlessOver(core: Core, record: number): number {
  if (record === 0 || !isOver(core, record >>> 1)) return record
  kill(core, record >>> 1, 'timeout')
  return 0
}

/** A packet of an entry that is there (`resolve_normal_ct`). */
function proceed(core: Core, skb: Skb, hook: Hook, record: number): NfVerdict | typeof REPEAT {
  const { table, notes, events } = core
  const h = record >>> 1
  hold(core, skb, h, infoOf(table.status(h), record & 1))
  const was = notes && notes.change(h)
  if (events !== null) events.watch(h)
  const verdict = handle(core, h, skb, hook)
  if (verdict === INVALID) {
    notes?.sayChange(h, was!, skb)
    release(core, skb)
    core.stats.invalid++
    return invalid(core, skb, hook, core.why)
  }
  if (verdict === REPEAT) {
    sayLookup(core, skb, hook, tuple, h)
    kill(core, h, 'reopened', skb)
    release(core, skb)
    return REPEAT
  }
  // Its end is told as it was before this answer.
  if (verdict === LAST) events?.sayEnd(h)
  if (skb.ctinfo === CTINFO.ESTABLISHED_REPLY) table.addStatus(h, IPS.SEEN_REPLY)
  if (events !== null) events.compare(h)
  if (notes) {
    sayLookup(core, skb, hook, tuple, h)
    notes.sayChange(h, was!, skb)
  }
  if (verdict === LAST) kill(core, h, 'deleted', skb)
  return NF_ACCEPT
}

function infoOf(status: number, dir: number): CtInfo {
  if (dir === REPLY) return CTINFO.ESTABLISHED_REPLY
  if (status & IPS.SEEN_REPLY) return CTINFO.ESTABLISHED
  return status & IPS.EXPECTED ? CTINFO.RELATED : CTINFO.NEW
}

/** The first packet of a connection (`init_conntrack`); the entry is its own until it is confirmed. */
function begin(core: Core, skb: Skb, hook: Hook): NfVerdict {
  const { table, notes, settings } = core
  tuple[ZONE] = zoneOf(skb, ORIGINAL)
  if (!invert(reply, tuple)) {
    core.stats.invalid++
    return invalid(core, skb, hook, 'not-a-query')
  }
  reply[ZONE] = zoneOf(skb, REPLY)
  if (!makeRoom(core, tuple)) {
    core.stats.drop++
    core.dropReason = 'table-full'
    return NF_DROP
  }
  const h = table.allocate(tuple, reply)
  if (settings.acct) table.extras.beginCounting(h)
  if (core.labels) table.extras.beginLabels(h)
  const only = eventsOf(skb.template)
  if (only !== 0 && core.mayTell()) table.extras.setEventMask(h, only)
  if (settings.timestamp) table.extras.setStart(h, core.env.now())
  notes?.begin(h)
  hold(core, skb, h, CTINFO.NEW)
  if (handle(core, h, skb, hook) === INVALID) {
    release(core, skb)
    core.stats.invalid++
    return invalid(core, skb, hook, core.why)
  }
  if (notes) {
    sayLookup(core, skb, hook, tuple, 0)
    notes.sayNew(h, skb)
  }
  return NF_ACCEPT
}

function handle(core: Core, h: number, skb: Skb, hook: Hook): TrackerVerdict {
  switch (core.table.proto(h)) {
    case PROTO.TCP:
      return tcpPacket(core, h, skb, hook)
    case PROTO.UDP:
    case PROTO.UDPLITE:
      return udpPacket(core, h, skb, hook)
    case PROTO.ICMP:
      return icmpPacket(core, h, skb, core.table.readTuple(reply, 2 * h))
    default:
      return genericPacket(core, h, skb)
  }
}

function invalid(core: Core, skb: Skb, hook: Hook, why: Core['why']): NfVerdict {
  const { env } = core
  if (env.say) {
    const b = skb.bytes
    if (!readTuple(tuple, b, 0, ipv4.payloadAt(b), b.length)) tuple[2] = 0
    const lookup = { kind: 'ct-lookup', pkt: skb.id, node: env.id, hook, tuple: showKey(tuple) } as const
    env.say({ ...lookup, entry: null, direction: null, state: 'INVALID', why })
  }
  return NF_ACCEPT
}

function sayLookup(core: Core, skb: Skb, hook: Hook, key: Key, h: number): void {
  if (!core.notes) return
  core.env.say?.({
    kind: 'ct-lookup',
    pkt: skb.id,
    node: core.env.id,
    hook,
    tuple: showKey(key),
    entry: h === 0 ? null : core.notes.id(h),
    direction: h === 0 ? null : directionName(dirOfRecord(core, key, h)),
    state: ctState(skb.ctinfo),
  })
}

/** Which of the entry's two tuples the key is. */
const dirOfRecord = (core: Core, key: Key, h: number): number => {
  const at = core.table.index.find(key)
  return at >>> 1 === h ? at & 1 : 0
}
