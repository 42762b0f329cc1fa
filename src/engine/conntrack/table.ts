/**
 * The entries. One is known by its handle, from 1 up, which is given to another when the entry has ended. Together with
 * index, timers and chains an entry takes at most 128 bytes, and a packet of an open connection allocates nothing.
 *
 * Numbers of 32 bits are signed here: an unsigned one above 2^31 is an object to V8 whenever it passes through memory.
 */
import { Extras } from './extras'
import {
  ENTRY_BYTES,
  ENTRY_DOUBLES,
  ENTRY_HALVES,
  ENTRY_WORDS,
  EXPIRES,
  FLAGS,
  NEXT_SOURCE,
  PROTOCOL,
  REFS,
  SCALES,
  STATUS,
  STREAM_FROM,
  TCP_STATE,
} from './layout'
import { IPS } from './status'
import { Timers } from './timers'
import { DST, type Key, KIND, PARTS, SRC, WORDS, ZONE } from './tuple'
import { hashTuple } from '../../model/tuple-hash'
import { TupleIndex } from './tuple-index'

const FIRST_CAPACITY = 64
/** The index has 24 bits for a record. */
export const MOST_ENTRIES = 2 ** 23 - 1

export class EntryTable {
  /** Entries allocated, confirmed or not, but not those dying (`nf_conntrack_count`). */
  count = 0

  /** Four views of one buffer; a table that grows swaps them. */
  words!: Int32Array
  halves!: Uint16Array
  bytes!: Uint8Array
  doubles!: Float64Array

  readonly index: TupleIndex
  readonly timers: Timers
  /** What most entries have not: marks, zones, labels, counters. */
  readonly extras: Extras

  private capacity = FIRST_CAPACITY
  /** Handles never used so far start here. */
  private fresh = 1
  /** Handles free again, chained as those of one source are. */
  private free = 0

  constructor() {
    this.view(new ArrayBuffer(ENTRY_BYTES * (this.capacity + 1)))
    this.extras = new Extras(this.capacity + 1)
    this.index = new TupleIndex(this, 2 * this.capacity)
    this.timers = new Timers(this, this.capacity + 1)
  }

  private view(buffer: ArrayBuffer): void {
    this.words = new Int32Array(buffer)
    this.halves = new Uint16Array(buffer)
    this.bytes = new Uint8Array(buffer)
    this.doubles = new Float64Array(buffer)
  }

  // An entry's numbers

  proto(h: number): number {
    return this.bytes[h * ENTRY_BYTES + PROTOCOL]
  }

  /** `IPS` bits. */
  status(h: number): number {
    return this.halves[h * ENTRY_HALVES + STATUS]
  }

  addStatus(h: number, bits: number): void {
    this.halves[h * ENTRY_HALVES + STATUS] |= bits
  }

  /** µs of virtual time; while unconfirmed, the length of the timeout instead. */
  expires(h: number): number {
    return this.doubles[h * ENTRY_DOUBLES + EXPIRES]
  }

  setExpires(h: number, time: number): void {
    this.doubles[h * ENTRY_DOUBLES + EXPIRES] = time
  }

  /** Packets that hold the entry. */
  hold(h: number): void {
    this.bytes[h * ENTRY_BYTES + REFS]++
  }

  /** How many still hold it. */
  letGo(h: number): number {
    return --this.bytes[h * ENTRY_BYTES + REFS]
  }

  isHeld(h: number): boolean {
    return this.bytes[h * ENTRY_BYTES + REFS] !== 0
  }

  tcpState(h: number): number {
    return this.bytes[h * ENTRY_BYTES + TCP_STATE]
  }

  setTcpState(h: number, state: number): void {
    this.bytes[h * ENTRY_BYTES + TCP_STATE] = state
  }

  /** `IP_CT_TCP_FLAG_` bits of an end. */
  flags(h: number, dir: number): number {
    return this.bytes[h * ENTRY_BYTES + FLAGS + dir]
  }

  setFlags(h: number, dir: number, flags: number): void {
    this.bytes[h * ENTRY_BYTES + FLAGS + dir] = flags
  }

  /** Window scale of an end, 0 to 14. */
  scale(h: number, dir: number): number {
    return this.bytes[h * ENTRY_BYTES + SCALES + dir]
  }

  setScale(h: number, dir: number, scale: number): void {
    this.bytes[h * ENTRY_BYTES + SCALES + dir] = scale
  }

  /** UDP: both ways after this, and it is a stream. µs. */
  streamFrom(h: number): number {
    return this.doubles[h * ENTRY_DOUBLES + STREAM_FROM]
  }

  setStreamFrom(h: number, time: number): void {
    this.doubles[h * ENTRY_DOUBLES + STREAM_FROM] = time
  }

  // Tuples: record h * 2 + direction

  readTuple(key: Key, record: number): Key {
    const at = tupleAt(record)
    key[SRC] = this.words[at + SRC]
    key[DST] = this.words[at + DST]
    key[PARTS] = this.words[at + PARTS]
    key[KIND] = this.proto(record >>> 1)
    key[ZONE] = this.extras.zone(record)
    return key
  }

  /** Not while the entry is in the index. */
  putTuple(record: number, key: Key): void {
    const at = tupleAt(record)
    this.words[at + SRC] = key[SRC]
    this.words[at + DST] = key[DST]
    this.words[at + PARTS] = key[PARTS]
    this.extras.setZone(record, key[ZONE])
  }

  /** Their zones may differ. */
  isSameTuple(a: number, b: number): boolean {
    const { words } = this
    const x = tupleAt(a)
    const y = tupleAt(b)
    return (
      words[x + PARTS] === words[y + PARTS] &&
      words[x + SRC] === words[y + SRC] &&
      words[x + DST] === words[y + DST] &&
      this.proto(a >>> 1) === this.proto(b >>> 1)
    )
  }

  hashOf(key: Key): number {
    return hashTuple(key[SRC], key[DST], key[PARTS], key[KIND], key[ZONE])
  }

  // Coming and going

  /** A blank entry with these tuples, held by nobody, in neither index nor timers. */
  allocate(original: Key, reply: Key): number {
    const h = this.take()
    this.words.fill(0, h * ENTRY_WORDS, (h + 1) * ENTRY_WORDS)
    this.extras.clear(h)
    this.bytes[h * ENTRY_BYTES + PROTOCOL] = original[KIND]
    this.putTuple(2 * h, original)
    this.putTuple(2 * h + 1, reply)
    this.count++
    return h
  }

  /** The handle may be given to another entry from now on. */
  release(h: number): void {
    this.halves[h * ENTRY_HALVES + STATUS] = IPS.DYING
    this.words[h * ENTRY_WORDS + NEXT_SOURCE] = this.free
    this.free = h
  }

  /** Into the index and under its timer; both tuples must be free. */
  insert(h: number): void {
    const { index, extras } = this
    const oneSided = extras.zone(2 * h) !== extras.zone(2 * h + 1)
    if (oneSided) {
      index.insertBefore(2 * h)
      index.insertBefore(2 * h + 1)
    } else {
      index.insert(2 * h)
      index.insert(2 * h + 1)
    }
    this.timers.add(h)
  }

  /** Out of them again. */
  remove(h: number): void {
    this.index.remove(2 * h)
    this.index.remove(2 * h + 1)
    this.timers.remove(h)
  }

  /** All handles ever used lie below it. */
  get end(): number {
    return this.fresh
  }

  /** Confirmed entries, in no order that means anything. */
  *confirmed(): IterableIterator<number> {
    for (let h = 1; h < this.fresh; h++) {
      if ((this.status(h) & (IPS.CONFIRMED | IPS.DYING)) === IPS.CONFIRMED) yield h
    }
  }

  /** Every entry that is not dying. */
  *live(): IterableIterator<number> {
    for (let h = 1; h < this.fresh; h++) if ((this.status(h) & IPS.DYING) === 0) yield h
  }

  /** Bytes of all of it; the chains' heads of `nat/by-source.ts` come on top. */
  get memory(): number {
    return this.bytes.byteLength + this.extras.memory + this.index.memory + this.timers.memory
  }

  private take(): number {
    const h = this.free
    if (h !== 0) {
      this.free = this.words[h * ENTRY_WORDS + NEXT_SOURCE]
      return h
    }
    if (this.fresh > this.capacity) this.grow()
    return this.fresh++
  }

  private grow(): void {
    this.capacity = Math.min(this.capacity * 2, MOST_ENTRIES)
    const n = this.capacity + 1
    const old = this.words
    this.view(new ArrayBuffer(ENTRY_BYTES * n))
    this.words.set(old)
    this.extras.grow(n)
    this.timers.grow(n)
  }
}

/** Where a record's tuple stands in `words`. */
export const tupleAt = (record: number): number => (record >>> 1) * ENTRY_WORDS + (record & 1) * WORDS
