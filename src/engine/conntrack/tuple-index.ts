/**
 * Finds an entry by the tuple of either direction: open addressing with linear probing, no deleted
 * marks, at most half full, so that a hit costs 1.5 probes however many entries there are.
 *
 * What it holds are record numbers, handle * 2 + direction, and above them how far the record stands from its home:
 * whoever is looked for at that distance has the same home, so nearly no other entry's tuple is looked at, and whoever goes
 * leaves a hole that can be closed without looking at any. The tuples stand in the entries.
 * A tuple's home is the top of its hash, so that a range of hashes is a range of slots: that is how
 * one of the kernel's buckets is found again (`eachInBuckets`).
 */
import { bucketOf, hashTuple } from '../../model/tuple-hash'
import { ENTRY_BYTES, ENTRY_WORDS, PROTOCOL } from './layout'
import { DST, KIND, type Key, PARTS, SRC, WORDS, ZONE } from './tuple'

/** Where the tuples are; the table swaps its views when it grows. */
export interface Tuples {
  readonly words: Int32Array
  readonly bytes: Uint8Array
  readonly extras: { zone(record: number): number }
  /** Whatever their zones. */
  isSameTuple(a: number, b: number): boolean
}

const RECORD = 0xff_ffff
const AWAY_SHIFT = 24
/** As far or farther; that far the hash must be asked. */
const FAR = 0xff

const withRecord = (held: number, record: number): number => (held & ~RECORD) | record

export class TupleIndex {
  /** Records in it. */
  count = 0
  private slots: Int32Array
  private shift: number
  private readonly of: Tuples

  /** Room for `records` at the start. */
  constructor(of: Tuples, records: number) {
    this.of = of
    const bits = Math.max(4, Math.ceil(Math.log2(records * 2)))
    this.slots = new Int32Array(2 ** bits)
    this.shift = 32 - bits
  }

  /** The record whose tuple this is, or 0. */
  find(key: Key): number {
    return this.lookUp(key[SRC], key[DST], key[PARTS], key[KIND], key[ZONE])
  }

  /** The same, word by word. */
  lookUp(src: number, dst: number, parts: number, proto: number, zone: number): number {
    const { words, bytes, extras } = this.of
    const { slots, shift } = this
    const mask = slots.length - 1
    // Signed, like the slots after it, or V8 would take the loop's variable for a double.
    const home = (hashTuple(src, dst, parts, proto, zone) >>> shift) | 0
    for (let slot = home, away = 0; ; slot = (slot + 1) & mask, away++) {
      const held = slots[slot]
      if (held === 0) return 0
      if (held >>> AWAY_SHIFT !== away && away < FAR) continue
      const record = held & RECORD
      const h = record >>> 1
      const at = h * ENTRY_WORDS + (record & 1) * WORDS
      if (
        words[at + PARTS] === parts &&
        words[at + SRC] === src &&
        words[at + DST] === dst &&
        bytes[h * ENTRY_BYTES + PROTOCOL] === proto &&
        extras.zone(record) === zone
      )
        return record
    }
  }

  /**
   * Reads what lookups of the first `many` hashes would: all their slots, then all the entries that are likely meant. For
   * `prefetch.ts`; the number means nothing.
   */
  touch(hashes: Int32Array, many: number): number {
    const { words } = this.of
    const { slots, shift } = this
    const mask = slots.length - 1
    let seen = 0
    for (let i = 0; i < many; i++) seen ^= slots[(hashes[i] >>> shift) | 0]
    for (let i = 0; i < many; i++) {
      let slot = (hashes[i] >>> shift) | 0
      let held = slots[slot]
      for (let away = 0; held !== 0 && held >>> AWAY_SHIFT !== away && away < FAR; away++) {
        slot = (slot + 1) & mask
        held = slots[slot]
      }
      const at = ((held & RECORD) >>> 1) * ENTRY_WORDS
      seen ^= words[at] ^ words[at + ENTRY_WORDS / 2] ^ words[at + ENTRY_WORDS - 1]
    }
    return seen
  }

  /** The same among the tuples of one direction: where zones count for one side only, the other side's may be like them. */
  findOf(key: Key, dir: 0 | 1): number {
    const { slots, shift, of } = this
    const mask = slots.length - 1
    const home = hashTuple(key[SRC], key[DST], key[PARTS], key[KIND], key[ZONE]) >>> shift
    for (let slot = home; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const record = slots[slot] & RECORD
      if ((record & 1) !== dir || of.extras.zone(record) !== key[ZONE]) continue
      const h = record >>> 1
      const at = h * ENTRY_WORDS + dir * WORDS
      const { words, bytes } = of
      if (words[at + PARTS] !== key[PARTS] || words[at + SRC] !== key[SRC] || words[at + DST] !== key[DST]) continue
      if (bytes[h * ENTRY_BYTES + PROTOCOL] === key[KIND]) return record
    }
    return 0
  }

  /** The tuple must not be in it yet, but for one of the other direction (`findOf`). */
  insert(record: number): void {
    if ((this.count + 1) * 2 > this.slots.length) this.grow()
    this.put(record)
    this.count++
  }

  /** The same of one whose tuple may be in it for the other direction: whoever asks for either finds the newer. */
  insertBefore(record: number): void {
    this.insert(record)
    const { slots, shift } = this
    const mask = slots.length - 1
    for (let slot = (this.hash(record) >>> shift) | 0, older = -1; ; slot = (slot + 1) & mask) {
      const other = slots[slot] & RECORD
      if (other === record) {
        if (older >= 0)
          [slots[older], slots[slot]] = [
            withRecord(slots[older], record),
            withRecord(slots[slot], slots[older] & RECORD),
          ]
        return
      }
      if (older < 0 && this.of.isSameTuple(other, record) && this.of.extras.zone(other) === this.of.extras.zone(record))
        older = slot
    }
  }

  /** The record must be in it, and its tuple still as it was when it was put in. */
  remove(record: number): void {
    const { slots, shift } = this
    const mask = slots.length - 1
    let hole = (this.hash(record) >>> shift) | 0
    while ((slots[hole] & RECORD) !== record) hole = (hole + 1) & mask
    // Those behind the hole move up, unless that would put them before their home.
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const away = this.away(slot)
      const nearer = (slot - hole) & mask
      if (away < nearer) continue
      slots[hole] = (slots[slot] & RECORD) | (Math.min(away - nearer, FAR) << AWAY_SHIFT)
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
        const record = slots[slot] & RECORD
        if (bucketOf(this.hash(record), buckets) === bucket && !visit(record, bucket)) return
      }
    }
  }

  /** Mean number of slots looked at to find a record that is in it. Looks at every slot: for tests and figures. */
  meanProbes(): number {
    const mask = this.slots.length - 1
    let probes = 0
    for (let slot = 0; slot <= mask; slot++) {
      if (this.slots[slot] !== 0) probes += this.away(slot) + 1
    }
    return this.count === 0 ? 0 : probes / this.count
  }

  /** Bytes. */
  get memory(): number {
    return this.slots.byteLength
  }

  hash(record: number): number {
    const { words, bytes, extras } = this.of
    const h = record >>> 1
    const at = h * ENTRY_WORDS + (record & 1) * WORDS
    const proto = bytes[h * ENTRY_BYTES + PROTOCOL]
    return hashTuple(words[at + SRC], words[at + DST], words[at + PARTS], proto, extras.zone(record))
  }

  private put(record: number): void {
    const { slots } = this
    const mask = slots.length - 1
    let slot = (this.hash(record) >>> this.shift) | 0
    let away = 0
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) away++
    slots[slot] = record | (Math.min(away, FAR) << AWAY_SHIFT)
  }

  /** Slots between a record and its home. */
  private away(slot: number): number {
    const held = this.slots[slot]
    const known = held >>> AWAY_SHIFT
    if (known < FAR) return known
    return (slot - (this.hash(held & RECORD) >>> this.shift)) & (this.slots.length - 1)
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Int32Array(old.length * 2)
    this.shift--
    for (const held of old) if (held !== 0) this.put(held & RECORD)
  }
}
