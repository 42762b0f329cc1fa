/** What the node where a packet is now changed of it, and who did it: the old over the new in one cell. */
import type { Cause } from '../model/trace'
import type { PacketView } from '../model/view'
import { OFFSET, payloadAt, proto } from '../packet/ipv4'
import { PROTO } from '../packet/protocol'
import { factsOf, type End, type Facts } from './facts'

/** A value before and now; `cause` is the last one that touched it. */
export interface Change<T> {
  was: T
  now: T
  cause: Cause
  /** The event that did it. */
  n: number
}

export interface PacketDiff {
  before: Facts
  after: Facts
  src?: Change<End>
  dst?: Change<End>
  ttl?: Change<number>
  /** The ICMP id, where conntrack treats it as a port. */
  id?: Change<number>
  /** The packet inside an ICMP error was translated too. */
  inner?: { was: Facts; now: Facts; cause: Cause; n: number }
  /** Checksums follow every change; they are mentioned, quietly. */
  checksums: boolean
}

type Field = 'src' | 'dst' | 'ttl' | 'id' | 'inner'

export function diffOf(packet: Pick<PacketView, 'arrived' | 'bytes' | 'rewrites'>): PacketDiff {
  const before = factsOf(packet.arrived)
  const after = factsOf(packet.bytes)
  const by = new Map<Field, { cause: Cause; n: number }>()
  for (const { cause, n, edits } of packet.rewrites)
    for (const { at, now } of edits)
      for (const field of fieldsAt(packet.bytes, at, now.length)) by.set(field, { cause, n })

  const diff: PacketDiff = { before, after, checksums: packet.rewrites.length > 0 }
  const source = by.get('src')
  if (source && !sameEnd(before.src, after.src)) diff.src = { was: before.src, now: after.src, ...source }
  const target = by.get('dst')
  if (target && !sameEnd(before.dst, after.dst)) diff.dst = { was: before.dst, now: after.dst, ...target }
  const hop = by.get('ttl')
  if (hop && before.ttl !== after.ttl) diff.ttl = { was: before.ttl, now: after.ttl, ...hop }
  const query = by.get('id')
  if (query && before.id !== undefined && after.id !== undefined && before.id !== after.id)
    diff.id = { was: before.id, now: after.id, ...query }
  const inside = by.get('inner')
  if (inside && before.inner && after.inner && !sameEnds(before.inner, after.inner))
    diff.inner = { was: before.inner, now: after.inner, ...inside }
  return diff
}

const sameEnd = (a: End, b: End): boolean => a.address === b.address && a.port === b.port
const sameEnds = (a: Facts, b: Facts): boolean => sameEnd(a.src, b.src) && sameEnd(a.dst, b.dst)

const PORTS: ReadonlySet<number> = new Set([PROTO.TCP, PROTO.UDP, PROTO.SCTP, PROTO.UDPLITE])

/** The card's fields that bytes `at` … `at + length` lie in. */
function fieldsAt(bytes: Uint8Array, at: number, length: number): Field[] {
  const payload = payloadAt(bytes)
  const touches = (from: number, size: number) => at < from + size && at + length > from
  const fields: Field[] = []
  if (touches(OFFSET.TTL, 1)) fields.push('ttl')
  if (touches(OFFSET.SRC, 4)) fields.push('src')
  if (touches(OFFSET.DST, 4)) fields.push('dst')
  if (proto(bytes) === PROTO.ICMP) {
    if (touches(payload + 4, 2)) fields.push('id')
    if (at + length > payload + 8) fields.push('inner')
  } else if (PORTS.has(proto(bytes))) {
    if (touches(payload, 2)) fields.push('src')
    if (touches(payload + 2, 2)) fields.push('dst')
  }
  return fields
}
