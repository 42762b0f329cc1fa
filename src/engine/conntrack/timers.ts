/**
 * When entries end: a radix heap over whole microseconds (Ahuja et al., "Faster Algorithms for the
 * Shortest Path Problem", 1990). An entry stands in the bucket named by the highest bit in which its time
 * differs from the heap's own; as time passes, buckets are dealt out into finer ones.
 *
 * A packet that only puts the end off touches nothing here: it writes `expires`, and the entry is
 * filed anew when its old time comes up. So an entry is never filed later than it ends.
 */
import type { Micros } from '../../model/time'

/** Times lie below 2^53; bucket 0 holds those equal to the heap's time. */
const BUCKETS = 54
/** One more ring: what is being dealt out. */
const PENDING = BUCKETS
const HEADS = BUCKETS + 1
const WORD = 2 ** 32

/** Where the times are: of entry h, in µs. */
export interface Times {
  expires(h: number): Micros
  setExpires(h: number, time: Micros): void
}

export class Timers {
  private readonly of: Times
  /** The heap's time: nothing is filed before it. */
  private base: Micros = 0
  /** Rings: node b < BUCKETS is the head of bucket b, node HEADS + h is entry h. */
  private next: Uint32Array
  private prev: Uint32Array
  /** Lowest bucket that may hold something. */
  private lowest = BUCKETS
  /** The entry that ends first, 0 when it must be looked for. */
  private first = 0
  /** Nothing ends before this; exactly when the first one ends if that is known. */
  private bound: Micros = 0

  /** `room` for handles below it. */
  constructor(of: Times, room: number) {
    this.of = of
    this.next = new Uint32Array(HEADS + room)
    this.prev = new Uint32Array(HEADS + room)
    for (let b = 0; b < HEADS; b++) this.next[b] = this.prev[b] = b
  }

  /** Bytes. */
  get memory(): number {
    return this.next.byteLength + this.prev.byteLength
  }

  /** After the table has grown. */
  grow(room: number): void {
    const grown = (links: Uint32Array) => {
      const longer = new Uint32Array(HEADS + room)
      longer.set(links)
      return longer
    }
    this.next = grown(this.next)
    this.prev = grown(this.prev)
  }

  /** Files entry `h`, which must not be filed, under its time. */
  add(h: number): void {
    this.file(h)
    const when = this.of.expires(h)
    if (when >= this.bound) return
    this.bound = when
    this.first = h
  }

  /** Takes entry `h`, which must be filed, out. */
  remove(h: number): void {
    this.unlink(HEADS + h)
    if (this.first === h) this.first = 0
  }

  /** Entry `h` ends at `when` from now on, sooner than it would have. */
  hasten(h: number, when: Micros): void {
    this.unlink(HEADS + h)
    this.of.setExpires(h, when)
    this.add(h)
  }

  /** The time of entry `h` has just become a later one. */
  wasPutOff(h: number): void {
    if (this.first === h) this.first = 0
  }

  /** When the next entry ends; null when none ends at `limit` or before, which is often known without looking. */
  soonest(limit = Infinity): Micros | null {
    if (!this.isDone) return this.base
    if (this.bound > limit) return null
    if (this.first === 0) {
      this.first = this.search()
      this.bound = this.first === 0 ? Infinity : this.of.expires(this.first)
    }
    return this.bound > limit || this.first === 0 ? null : this.bound
  }

  /**
   * Takes out entries that end at `now` or before, in no order that means anything; all of them when `most` allows. Until
   * `isDone` the rest must be asked for with the same `now`, so that a burst can be taken in slices.
   */
  due(now: Micros, most = Infinity): number[] {
    const ended: number[] = []
    if (now < this.base) return ended
    if (this.isDone && now < this.bound) return ended
    if (now > this.base || this.isDone) this.begin(now)
    const { of } = this
    this.first = 0
    // Whoever is left ends later.
    this.bound = now + 1
    for (let looked = 0; looked < most; looked++) {
      const node = this.next[PENDING]
      if (node === PENDING) break
      this.unlink(node)
      const h = node - HEADS
      if (of.expires(h) <= now) ended.push(h)
      else this.file(h)
    }
    return ended
  }

  /** Nothing is left to be looked at of what `due` began with. */
  get isDone(): boolean {
    return this.next[PENDING] === PENDING
  }

  /** Time moves on: the buckets up to the one where `now` lies must be dealt out. */
  private begin(now: Micros): void {
    const deepest = bucketFor(this.base, now)
    this.base = now
    const { next, prev } = this
    for (let b = 0; b <= deepest; b++) {
      if (next[b] === b) continue
      const last = prev[PENDING]
      next[last] = next[b]
      prev[next[b]] = last
      next[prev[b]] = PENDING
      prev[PENDING] = prev[b]
      next[b] = prev[b] = b
    }
  }

  /** The lowest bucket with something in it holds the soonest, once those that were put off are filed anew. */
  private search(): number {
    const { of } = this
    for (let b = this.lowest; b < BUCKETS; b++) {
      let found = 0
      let node = this.next[b]
      while (node !== b) {
        const following = this.next[node]
        const h = node - HEADS
        if (bucketFor(this.base, of.expires(h)) > b) {
          this.unlink(node)
          this.file(h)
        } else if (found === 0 || of.expires(h) < of.expires(found)) found = h
        node = following
      }
      this.lowest = b
      if (found !== 0) return found
    }
    return 0
  }

  private file(h: number): void {
    const b = bucketFor(this.base, Math.max(this.of.expires(h), this.base))
    const node = HEADS + h
    const last = this.prev[b]
    this.next[last] = node
    this.prev[node] = last
    this.next[node] = b
    this.prev[b] = node
    if (b < this.lowest) this.lowest = b
  }

  private unlink(node: number): void {
    const before = this.prev[node]
    const after = this.next[node]
    this.next[before] = after
    this.prev[after] = before
  }
}

/** One more than the number of the highest bit in which two times differ; 0 when they are equal. */
function bucketFor(a: Micros, b: Micros): number {
  const high = Math.floor(a / WORD) ^ Math.floor(b / WORD)
  return high !== 0 ? 64 - Math.clz32(high) : 32 - Math.clz32((a ^ b) >>> 0)
}
