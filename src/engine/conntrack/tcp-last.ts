/** What is remembered of the last segment that counted, or that was let through unbelieved; four things in one byte and three halves. */
import {
  ENTRY_BYTES,
  ENTRY_HALVES,
  ENTRY_WORDS,
  LAST,
  LAST_ACK,
  LAST_FLAGS,
  LAST_LENGTH,
  LAST_SEQ,
  LAST_WINDOW,
} from './layout'
import type { Dir } from './status'
import type { EntryTable } from './table'

const KIND = 0x07
const DIR = 0x08
const SCALE_SHIFT = 4

/** `K` of `tcp-table.ts`. */
export const lastKind = (table: EntryTable, h: number): number => table.bytes[h * ENTRY_BYTES + LAST] & KIND

export const lastDir = (table: EntryTable, h: number): Dir => (table.bytes[h * ENTRY_BYTES + LAST] & DIR ? 1 : 0)

export function setLast(table: EntryTable, h: number, kind: number, dir: Dir): void {
  const at = h * ENTRY_BYTES + LAST
  table.bytes[at] = (table.bytes[at] & ~(KIND | DIR)) | kind | (dir === 0 ? 0 : DIR)
}

/** Window scale that a SYN offered which was let through unbelieved. */
export const lastScale = (table: EntryTable, h: number): number => table.bytes[h * ENTRY_BYTES + LAST] >>> SCALE_SHIFT

export function setLastScale(table: EntryTable, h: number, scale: number): void {
  const at = h * ENTRY_BYTES + LAST
  table.bytes[at] = (table.bytes[at] & (KIND | DIR)) | (scale << SCALE_SHIFT)
}

export const lastFlags = (table: EntryTable, h: number): number => table.bytes[h * ENTRY_BYTES + LAST_FLAGS]

export function setLastFlags(table: EntryTable, h: number, flags: number): void {
  table.bytes[h * ENTRY_BYTES + LAST_FLAGS] = flags
}

export const lastWindow = (table: EntryTable, h: number): number => table.halves[h * ENTRY_HALVES + LAST_WINDOW]

export const lastAck = (table: EntryTable, h: number): number => table.words[h * ENTRY_WORDS + LAST_ACK]

/** The sequence number just after it. */
export const lastEnd = (table: EntryTable, h: number): number =>
  (table.words[h * ENTRY_WORDS + LAST_SEQ] + table.halves[h * ENTRY_HALVES + LAST_LENGTH]) | 0

/** `end` as `segment.end` says it. */
export function setLastSegment(table: EntryTable, h: number, seq: number, end: number, window: number): void {
  table.words[h * ENTRY_WORDS + LAST_SEQ] = seq
  table.halves[h * ENTRY_HALVES + LAST_LENGTH] = end - seq
  table.halves[h * ENTRY_HALVES + LAST_WINDOW] = window
}

export function setLastAck(table: EntryTable, h: number, ack: number): void {
  table.words[h * ENTRY_WORDS + LAST_ACK] = ack
}
