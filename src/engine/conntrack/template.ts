/**
 * What `-j CT` asks of conntrack for a packet that is not tracked yet (a template, `nf_ct_tmpl_alloc`): the zone its connection
 * is kept in, and which of its events are told. Packed into one number that the packet carries: the zone's id, bits for which side's
 * tuple it counts, and the events.
 */
import type { Skb } from '../skb'
import type { Core } from './core'
import { ORIGINAL, REPLY } from './status'
import { type Key, ZONE } from './tuple'

const SET = 1 << 16
const FROM_MARK = 1 << 17
const ORIGINAL_ONLY = 1 << 18
const REPLY_ONLY = 1 << 19
const ID = 0xffff
/** Above the rest stand bits of `EVENT`. */
const EVENTS_SHIFT = 20

/** `id` is 0 to 65535, or "mark" for the lower half of the packet's mark when it comes to conntrack. */
export const templateOf = (id: number | 'mark', side: 'both' | 'orig' | 'reply'): number =>
  SET | (id === 'mark' ? FROM_MARK : id) | (side === 'orig' ? ORIGINAL_ONLY : side === 'reply' ? REPLY_ONLY : 0)

/** The same, that tells of its connections only `events`, bits of `EVENT`. */
export const tellingOnly = (template: number, events: number): number => template | (events << EVENTS_SHIFT)
/** 0 when all are told. */
export const eventsOf = (template: number): number => template >>> EVENTS_SHIFT

/** The zone of a direction's tuple of this packet's connection. */
export function zoneOf({ template, mark }: Skb, dir: 0 | 1): number {
  if (template === 0 || template & (dir === REPLY ? ORIGINAL_ONLY : REPLY_ONLY)) return 0
  return (template & FROM_MARK ? mark : template) & ID
}

/** The record with this tuple in the packet's zone, 0 for none; leaves that zone in `key`. A tuple may be of either direction. */
export function findFor(core: Core, skb: Skb, key: Key): number {
  const { index } = core.table
  if (skb.template === 0) {
    key[ZONE] = 0
    return index.find(key)
  }
  return findIn(core, key, zoneOf(skb, ORIGINAL), zoneOf(skb, REPLY))
}

/** The same by the zones of both sides (`nf_conntrack_find_get`). */
export function findIn({ table: { index } }: Core, key: Key, there: number, back: number): number {
  key[ZONE] = there
  if (there === back) return index.find(key)
  const record = index.findOf(key, ORIGINAL)
  if (record !== 0) return record
  key[ZONE] = back
  return index.findOf(key, REPLY)
}

/** The record that has taken this tuple of entry `h`, the one of `dir` in that direction's zone; 0 for none. */
export function takenFrom({ table }: Core, key: Key, h: number, dir: 0 | 1): number {
  const { index, extras } = table
  return extras.zone(2 * h) === extras.zone(2 * h + 1) ? index.find(key) : index.findOf(key, dir)
}
