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
const WORD = 2 ** 32

/** Where the times are; the table swaps its column when it grows. */
export interface Times {
  expires: Float64Array
}

export class Timers {
  private readonly of: Times
  /** The heap's time: nothing is filed before it. */
  private base: Micros = 0
  /** Rings: node b < BUCKETS is the head of bucket b, node BUCKETS + h is entry h. */
  private next: Uint32Array
  private prev: Uint32Array
  /** Lowest bucket that may hold something. */
  private lowest = BUCKETS
  /** The entry that ends first, 0 when it must be looked for. */
  private first = 0

  constructor(of: Times) {
    this.of = of
    this.next = new Uint32Array(BUCKETS + of.expires.length)
    this.prev = new Uint32Array(BUCKETS + of.expires.length)
    for (let b = 0; b < BUCKETS; b++) this.next[b] = this.prev[b] = b
  }

  get bytes(): number {
    return this.next.byteLength + this.prev.byteLength
  }

  /** After the table has grown. */
  grow(): void {
    const grown = (links: Uint32Array) => {
      const longer = new Uint32Array(BUCKETS + this.of.expires.length)
      longer.set(links)
      return longer
    }
    this.next = grown(this.next)
    this.prev = grown(this.prev)
  }

  /** Files entry `h`, which must not be filed, under `expires[h]`. */
  add(h: number): void {
    this.file(h)
    if (this.first !== 0 && this.of.expires[h] < this.of.expires[this.first]) this.first = h
  }

  /** Takes entry `h`, which must be filed, out. */
  remove(h: number): void {
    this.unlink(BUCKETS + h)
    if (this.first === h) this.first = 0
  }

  /** Entry `h` ends at `when` from now on. */
  set(h: number, when: Micros): void {
    const { expires } = this.of
    const sooner = when < expires[h]
    if (this.first === h && !sooner) this.first = 0
    if (sooner) {
      this.unlink(BUCKETS + h)
      expires[h] = when
      this.add(h)
    } else expires[h] = when
  }

  /** When the next entry ends; null when there is none. */
  soonest(): Micros | null {
    if (this.first === 0) this.first = this.search()
    return this.first === 0 ? null : this.of.expires[this.first]
  }

  /** Takes out the entries that end at `now` or before, in order of their ends. */
  due(now: Micros): number[] {
    const ended: number[] = []
    if (now < this.base) return ended
    const deepest = bucketFor(this.base, now)
    this.base = now
    const { expires } = this.of
    for (let b = 0; b <= deepest; b++) {
      let node = this.next[b]
      this.next[b] = this.prev[b] = b
      while (node !== b) {
        const following = this.next[node]
        const h = node - BUCKETS
        if (expires[h] <= now) ended.push(h)
        else this.file(h)
        node = following
      }
    }
    this.first = 0
    return ended.toSorted((a, b) => expires[a] - expires[b])
  }

  /** The lowest bucket with something in it holds the soonest, once those that were put off are filed anew. */
  private search(): number {
    const { expires } = this.of
    for (let b = this.lowest; b < BUCKETS; b++) {
      let found = 0
      let node = this.next[b]
      while (node !== b) {
        const following = this.next[node]
        const h = node - BUCKETS
        if (bucketFor(this.base, expires[h]) > b) {
          this.unlink(node)
          this.file(h)
        } else if (found === 0 || expires[h] < expires[found]) found = h
        node = following
      }
      this.lowest = b
      if (found !== 0) return found
    }
    return 0
  }

  private file(h: number): void {
    const b = bucketFor(this.base, Math.max(this.of.expires[h], this.base))
    const node = BUCKETS + h
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
