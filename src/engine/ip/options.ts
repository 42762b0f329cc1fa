/**
 * IP options (RFC 791 §3.1) on their way through a node, as Linux treats them (`ip_options_compile`, `ip_forward_options`):
 * most are left alone; a route is recorded and times are stamped where there is room; source routes are refused
 * (`accept_source_route` is off); one that is malformed is reported to the sender. What answers carry of them is `options-echo.ts`.
 */
import type { Edit } from '../../model/trace'
import { setU16, setU32, u32 } from '../../packet/bytes'
import { checksum } from '../../packet/checksum'
import { TYPE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { MILLISECOND } from '../../model/time'
import type { Skb } from '../skb'
import { drop, type Stack } from './stack'

export const OPTION = {
  END: 0,
  NOP: 1,
  RECORD_ROUTE: 7,
  TIMESTAMP: 68,
  LOOSE: 131,
  SECURITY_LABEL: 134,
  STRICT: 137,
  ROUTER_ALERT: 148,
} as const
/** A timestamp's way, in the low half of its fourth byte; the high half counts those that found no room. */
export const STAMP = { TIME: 0, WITH_ADDRESS: 1, FOR_ADDRESS: 3 } as const
const DAY = 86_400_000

/** Something is wrong at this byte of the header. */
class Malformed extends Error {
  constructor(readonly at: number) {
    super(`malformed IP option at byte ${at}`)
  }
}

/** What a packet's options were found to be, up to the first that is malformed (`struct ip_options`). */
export interface Noted {
  /** Where each begins in the header; 0 for none. */
  route: number
  stamps: number
  label: number
  /** This node changed them on the way in. */
  changed: boolean
  /** This node put a time into the stamps. */
  stamped: boolean
}

/** What is to be done with the packet's options. */
interface Found {
  noted: Noted
  /** Where this node's address stands. */
  addressAt: number[]
  sourceRoute: boolean
}

/**
 * Reads the options, and writes `own` and the time where they ask for it. Gives the places where `own` stands now; null when
 * the packet was dropped.
 */
export function takeOptions(stack: Stack, skb: Skb, own: number): number[] | null {
  const b = skb.bytes
  if (ipv4.headerLength(b) === ipv4.MIN_HEADER) return []
  try {
    const noted: Noted = { route: 0, stamps: 0, label: 0, changed: false, stamped: false }
    skb.options = noted
    const was = b.slice(0, ipv4.headerLength(b))
    const { addressAt, sourceRoute } = changing(stack, skb, () => walk(stack, b, own, noted))
    noted.changed = was.some((byte, i) => byte !== b[i])
    if (!sourceRoute) return addressAt
    drop(stack, skb, 'bad-header')
  } catch (why) {
    if (!(why instanceof Malformed)) throw why
    drop(stack, skb, 'bad-header', () => stack.icmpError(skb, TYPE.PARAMETER_PROBLEM, 0, (why.at << 24) >>> 0))
  }
  return null
}

/** On the way out, an address that was recorded is that of the way out. */
export function leaveOptions(stack: Stack, skb: Skb, addressAt: readonly number[], own: number): void {
  if (addressAt.length === 0) return
  changing(stack, skb, () => {
    for (const at of addressAt) setU32(skb.bytes, at, own)
  })
}

function walk(stack: Stack, b: Uint8Array, own: number, noted: Noted): Found {
  const end = ipv4.headerLength(b)
  const found: Found = { noted, addressAt: [], sourceRoute: false }
  const met = new Set<number>()
  let i: number = ipv4.OFFSET.OPTIONS
  while (i < end) {
    const kind = b[i]
    if (kind === OPTION.END) {
      b.fill(OPTION.END, i, end)
      break
    }
    if (kind === OPTION.NOP) {
      i++
      continue
    }
    const length = i + 1 < end ? b[i + 1] : 0
    if (length < 2 || i + length > end) throw new Malformed(i)
    const once = kind === OPTION.STRICT ? OPTION.LOOSE : kind
    if (met.has(once) && (once === OPTION.LOOSE || once === OPTION.RECORD_ROUTE || once === OPTION.TIMESTAMP))
      throw new Malformed(i)
    met.add(once)
    if (once === OPTION.LOOSE) {
      needs(i, length, 3, b[i + 2], 4)
      found.sourceRoute = true
    } else if (kind === OPTION.RECORD_ROUTE) record(b, i, length, own, found)
    else if (kind === OPTION.TIMESTAMP) stamp(stack, b, i, length, own, noted)
    // Nobody here knows a domain of interpretation (CIPSO): the label is wrong where that stands.
    else if (kind === OPTION.SECURITY_LABEL) {
      noted.label = i
      throw new Malformed(length < 8 ? i + 1 : i + 2)
    } else if (kind === OPTION.ROUTER_ALERT && length < 4) throw new Malformed(i + 1)
    i += length
  }
  return found
}

function needs(at: number, length: number, least: number, pointer: number, first: number): void {
  if (length < least) throw new Malformed(at + 1)
  if (pointer < first) throw new Malformed(at + 2)
}

function record(b: Uint8Array, at: number, length: number, own: number, found: Found): void {
  const pointer = b[at + 2]
  needs(at, length, 3, pointer, 4)
  if (pointer <= length && pointer + 3 > length) throw new Malformed(at + 2)
  found.noted.route = at
  if (pointer > length) return
  setU32(b, at + pointer - 1, own)
  found.addressAt.push(at + pointer - 1)
  b[at + 2] += 4
}

function stamp(stack: Stack, b: Uint8Array, at: number, length: number, own: number, noted: Noted): void {
  const pointer = b[at + 2]
  needs(at, length, 4, pointer, 5)
  const way = b[at + 3] & 15
  if (pointer > length) {
    noted.stamps = at
    if (way === STAMP.FOR_ADDRESS) return
    if (b[at + 3] >>> 4 === 15) throw new Malformed(at + 3)
    b[at + 3] += 16
    return
  }
  const place = at + pointer - 1
  const addressed = way === STAMP.WITH_ADDRESS || way === STAMP.FOR_ADDRESS
  if (pointer + (addressed ? 7 : 3) > length) throw new Malformed(at + 2)
  noted.stamps = at
  if (way === STAMP.FOR_ADDRESS && stack.routes.addressType(u32(b, place)) === 'UNICAST') return
  if (!addressed && way !== STAMP.TIME) return
  noted.stamped = true
  if (way === STAMP.WITH_ADDRESS) setU32(b, place, own)
  setU32(b, addressed ? place + 4 : place, timeOfDay(stack))
  b[at + 2] += addressed ? 8 : 4
}

/** Milliseconds since midnight, when this world's runs begin. */
export const timeOfDay = (stack: Stack): number => Math.floor(stack.now() / MILLISECOND) % DAY

/** Whatever changed, the header's checksum follows, and the trace hears of it. */
function changing<T>(stack: Stack, skb: Skb, change: () => T): T {
  const b = skb.bytes
  const end = ipv4.headerLength(b)
  const before = b.slice(0, end)
  const out = change()
  if (before.every((byte, i) => byte === b[i])) return out
  setU16(b, ipv4.OFFSET.CHECKSUM, 0)
  setU16(b, ipv4.OFFSET.CHECKSUM, checksum(b, 0, end))
  const edit = (from: number, to: number): Edit => ({ at: from, was: before.slice(from, to), now: b.slice(from, to) })
  const edits = [edit(ipv4.OFFSET.CHECKSUM, ipv4.OFFSET.SRC), edit(ipv4.OFFSET.OPTIONS, end)]
  stack.say?.({ kind: 'rewrite', pkt: skb.id, node: stack.id, cause: { by: 'forward' }, edits })
  return out
}
