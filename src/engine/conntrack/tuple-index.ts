/**
 * Finds an entry by the tuple of either direction: open addressing with linear probing, no deleted
 * marks, at most half full, so that a hit costs 1.5 probes however many entries there are.
 *
 * What it holds are record numbers: handle * 2 + direction. The tuples stand in the table's columns.
 * A tuple's home is the top of its hash, so that a range of hashes is a range of slots: that is how
 * one of the kernel's buckets is found again (`eachInBuckets`).
 */
import { DST, KIND, type Key, PARTS, SRC, WORDS } from './tuple'

/** Where the tuples are; the table swaps its columns when it grows. */
export interface Tuples {
  /** `WORDS` words per record. */
  tuples: Uint32Array
  /** Per handle. */
  proto: Uint8Array
}

/** Every bit of the tuple counts in the top bits of the result. */
export function hashTuple(src: number, dst: number, parts: number, proto: number): number {
  let h = Math.imul(src ^ 0x5bd1e995, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15) ^ dst, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ parts, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 16) ^ proto, 0x27d4eb2f)
  return (h ^ (h >>> 15)) >>> 0
}

export class TupleIndex {
  /** Records in it. */
  count = 0
  private slots: Uint32Array
  private shift: number
  private readonly of: Tuples

  /** Room for `records` at the start. */
  constructor(of: Tuples, records: number) {
    this.of = of
    const bits = Math.max(4, Math.ceil(Math.log2(records * 2)))
    this.slots = new Uint32Array(2 ** bits)
    this.shift = 32 - bits
  }

  /** The record whose tuple this is, or 0. */
  find(key: Key): number {
    const { tuples, proto } = this.of
    const slots = this.slots
    const mask = slots.length - 1
    const src = key[SRC]
    const dst = key[DST]
    const parts = key[PARTS]
    const kind = key[KIND]
    for (let slot = hashTuple(src, dst, parts, kind) >>> this.shift; ; slot = (slot + 1) & mask) {
      const record = slots[slot]
      if (record === 0) return 0
      const at = record * WORDS
      if (
        tuples[at + PARTS] === parts &&
        tuples[at] === src &&
        tuples[at + DST] === dst &&
        proto[record >>> 1] === kind
      )
        return record
    }
  }

  /** The tuple must not be in it yet. */
  insert(record: number): void {
    if ((this.count + 1) * 2 > this.slots.length) this.grow()
    this.put(record)
    this.count++
  }

  /** The record must be in it, and its tuple still as it was when it was put in. */
  remove(record: number): void {
    const slots = this.slots
    const mask = slots.length - 1
    let hole = this.home(record)
    while (slots[hole] !== record) hole = (hole + 1) & mask
    // Those behind the hole move up, unless that would put them before their home.
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.home(slots[slot])
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue
      slots[hole] = slots[slot]
      hole = slot
    }
    slots[hole] = 0
    this.count--
  }

  /**
   * Visits the records of `length` of the kernel's hash buckets from the one that `hash` falls into,
   * were there `buckets` of them. `visit` must not change the index; false ends the round.
   */
  eachInBuckets(
    hash: number,
    buckets: number,
    length: number,
    visit: (record: number, bucket: number) => boolean,
  ): void {
    const first = bucketOf(hash, buckets)
    for (let i = 0; i < length; i++) {
      const bucket = (first + i) % buckets
      const low = Math.ceil((bucket * 2 ** 32) / buckets)
      const high = Math.ceil(((bucket + 1) * 2 ** 32) / buckets) - 1
      const slots = this.slots
      const mask = slots.length - 1
      let slot = low >>> this.shift
      const last = high >>> this.shift
      for (let passed = false; !(passed && slots[slot] === 0); slot = (slot + 1) & mask) {
        if (slot === last) passed = true
        if (slots[slot] === 0) continue
        if (bucketOf(this.hash(slots[slot]), buckets) === bucket && !visit(slots[slot], bucket)) return
      }
    }
  }

  /** Mean number of slots looked at to find a record that is in it. Looks at every slot: for tests and figures. */
  meanProbes(): number {
    const mask = this.slots.length - 1
    let probes = 0
    for (let slot = 0; slot <= mask; slot++) {
      const record = this.slots[slot]
      if (record !== 0) probes += ((slot - this.home(record)) & mask) + 1
    }
    return this.count === 0 ? 0 : probes / this.count
  }

  get bytes(): number {
    return this.slots.byteLength
  }

  hash(record: number): number {
    const { tuples, proto } = this.of
    const at = record * WORDS
    return hashTuple(tuples[at + SRC], tuples[at + DST], tuples[at + PARTS], proto[record >>> 1])
  }

  private home(record: number): number {
    return this.hash(record) >>> this.shift
  }

  private put(record: number): void {
    const slots = this.slots
    const mask = slots.length - 1
    let slot = this.home(record)
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = record
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Uint32Array(old.length * 2)
    this.shift--
    for (const record of old) if (record !== 0) this.put(record)
  }
}

/** `reciprocal_scale`: a hash onto [0, buckets). */
export const bucketOf = (hash: number, buckets: number): number => Math.floor((hash * buckets) / 2 ** 32)
