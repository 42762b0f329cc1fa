/**
 * The entries, as typed columns: an entry is a handle from 1 up, a column index. Together with index
 * and timers an entry takes at most 128 bytes, and a packet of an open connection allocates nothing.
 *
 * Words that one packet needs together stand together (`tuples`, `seqs`); small things have columns of their own,
 * which stay in the processor's cache.
 */
import { IPS, ORIGINAL } from './status'
import { Timers } from './timers'
import { DST, type Key, KIND, PARTS, SRC, WORDS } from './tuple'
import { hashTuple, TupleIndex } from './tuple-index'

/** Words of `seqs` per entry: four per direction (`tcp-window.ts`), then three of the entry. */
export const SEQS = 11

const FIRST_CAPACITY = 64

export class EntryTable {
  /** Entries allocated, confirmed or not, but not those dying (`nf_conntrack_count`). */
  count = 0

  /** `WORDS` words per direction: source, destination, parts; record h * 2 + direction. */
  tuples: Uint32Array
  proto: Uint8Array
  /** `IPS` bits. */
  status: Uint16Array
  /** Packets that hold the entry. */
  refs: Uint8Array
  /** µs of virtual time; while unconfirmed, the length of the timeout instead. */
  expires: Float64Array
  /** TCP's sequence numbers; UDP keeps its first packet's time here. */
  seqs: Uint32Array
  tcpState: Uint8Array
  /** `IP_CT_TCP_FLAG_` bits and window scale, per direction: h * 2 + direction. */
  tcpFlags: Uint8Array
  tcpScale: Uint8Array
  /** The last segment that counted. */
  lastKind: Uint8Array
  lastDir: Uint8Array
  lastFlags: Uint8Array
  lastScale: Uint8Array
  lastWindow: Uint16Array
  retransmitted: Uint8Array
  /** Chain of entries with one source (`nat/by-source.ts`). */
  sourceNext: Uint32Array
  sourcePrev: Uint32Array
  /** MASQUERADE's interface (`masq_index`); no column until one is needed. */
  masquerade: Uint16Array | null = null
  /** `ct mark`; no column until a mark is set. */
  marks: Uint32Array | null = null

  readonly index: TupleIndex
  readonly timers: Timers

  private capacity = FIRST_CAPACITY
  /** Handles never used so far start here. */
  private fresh = 1
  /** Handles free again, chained by `sourceNext`. */
  private free = 0

  constructor() {
    const n = this.capacity + 1
    this.tuples = new Uint32Array(2 * WORDS * n)
    this.proto = new Uint8Array(n)
    this.status = new Uint16Array(n)
    this.refs = new Uint8Array(n)
    this.expires = new Float64Array(n)
    this.seqs = new Uint32Array(SEQS * n)
    this.tcpState = new Uint8Array(n)
    this.tcpFlags = new Uint8Array(2 * n)
    this.tcpScale = new Uint8Array(2 * n)
    this.lastKind = new Uint8Array(n)
    this.lastDir = new Uint8Array(n)
    this.lastFlags = new Uint8Array(n)
    this.lastScale = new Uint8Array(n)
    this.lastWindow = new Uint16Array(n)
    this.retransmitted = new Uint8Array(n)
    this.sourceNext = new Uint32Array(n)
    this.sourcePrev = new Uint32Array(n)
    this.index = new TupleIndex(this, 2 * this.capacity)
    this.timers = new Timers(this)
  }

  /** A blank entry with these tuples, held by nobody, in neither index nor timers. */
  allocate(original: Key, reply: Key): number {
    const h = this.take()
    this.proto[h] = original[KIND]
    this.putTuple(2 * h, original)
    this.putTuple(2 * h + 1, reply)
    this.status[h] = 0
    this.refs[h] = 0
    this.expires[h] = 0
    this.clearTcp(h)
    if (this.masquerade) this.masquerade[h] = 0
    if (this.marks) this.marks[h] = 0
    this.count++
    return h
  }

  /** The handle may be given to another entry from now on. */
  release(h: number): void {
    this.status[h] = IPS.DYING
    this.sourceNext[h] = this.free
    this.free = h
  }

  /** Into the index and under its timer; both tuples must be free. */
  insert(h: number): void {
    this.index.insert(2 * h)
    this.index.insert(2 * h + 1)
    this.timers.add(h)
  }

  /** Out of them again. */
  remove(h: number): void {
    this.index.remove(2 * h)
    this.index.remove(2 * h + 1)
    this.timers.remove(h)
  }

  readTuple(key: Key, record: number): Key {
    const at = record * WORDS
    key[SRC] = this.tuples[at]
    key[DST] = this.tuples[at + DST]
    key[PARTS] = this.tuples[at + PARTS]
    key[KIND] = this.proto[record >>> 1]
    return key
  }

  /** Not while the entry is in the index. */
  putTuple(record: number, key: Key): void {
    const at = record * WORDS
    this.tuples[at] = key[SRC]
    this.tuples[at + DST] = key[DST]
    this.tuples[at + PARTS] = key[PARTS]
  }

  hashOf(key: Key): number {
    return hashTuple(key[SRC], key[DST], key[PARTS], key[KIND])
  }

  /** As if no segment had been seen. */
  clearTcp(h: number): void {
    this.seqs.fill(0, h * SEQS, (h + 1) * SEQS)
    this.tcpState[h] = 0
    this.tcpFlags[2 * h] = this.tcpFlags[2 * h + 1] = 0
    this.tcpScale[2 * h] = this.tcpScale[2 * h + 1] = 0
    this.lastKind[h] = 0
    this.lastDir[h] = ORIGINAL
    this.lastFlags[h] = 0
    this.lastScale[h] = 0
    this.lastWindow[h] = 0
    this.retransmitted[h] = 0
  }

  setMark(h: number, mark: number): void {
    if (!this.marks && mark === 0) return
    this.marks ??= new Uint32Array(this.capacity + 1)
    this.marks[h] = mark
  }

  setMasquerade(h: number, ifindex: number): void {
    this.masquerade ??= new Uint16Array(this.capacity + 1)
    this.masquerade[h] = ifindex
  }

  /** Confirmed entries, in no order that means anything. */
  *confirmed(): IterableIterator<number> {
    for (let h = 1; h < this.fresh; h++) {
      if ((this.status[h] & (IPS.CONFIRMED | IPS.DYING)) === IPS.CONFIRMED) yield h
    }
  }

  /** Every entry that is not dying. */
  *live(): IterableIterator<number> {
    for (let h = 1; h < this.fresh; h++) if ((this.status[h] & IPS.DYING) === 0) yield h
  }

  /** Memory of all columns, index and timers; the chains' heads of `nat/by-source.ts` come on top. */
  get bytes(): number {
    let bytes = this.index.bytes + this.timers.bytes
    for (const column of Object.values(this)) if (ArrayBuffer.isView(column)) bytes += column.byteLength
    return bytes
  }

  private take(): number {
    const h = this.free
    if (h !== 0) {
      this.free = this.sourceNext[h]
      this.sourceNext[h] = 0
      return h
    }
    if (this.fresh > this.capacity) this.grow()
    return this.fresh++
  }

  private grow(): void {
    this.capacity *= 2
    const n = this.capacity + 1
    this.tuples = into(new Uint32Array(2 * WORDS * n), this.tuples)
    this.proto = into(new Uint8Array(n), this.proto)
    this.status = into(new Uint16Array(n), this.status)
    this.refs = into(new Uint8Array(n), this.refs)
    this.expires = into(new Float64Array(n), this.expires)
    this.seqs = into(new Uint32Array(SEQS * n), this.seqs)
    this.tcpState = into(new Uint8Array(n), this.tcpState)
    this.tcpFlags = into(new Uint8Array(2 * n), this.tcpFlags)
    this.tcpScale = into(new Uint8Array(2 * n), this.tcpScale)
    this.lastKind = into(new Uint8Array(n), this.lastKind)
    this.lastDir = into(new Uint8Array(n), this.lastDir)
    this.lastFlags = into(new Uint8Array(n), this.lastFlags)
    this.lastScale = into(new Uint8Array(n), this.lastScale)
    this.lastWindow = into(new Uint16Array(n), this.lastWindow)
    this.retransmitted = into(new Uint8Array(n), this.retransmitted)
    this.sourceNext = into(new Uint32Array(n), this.sourceNext)
    this.sourcePrev = into(new Uint32Array(n), this.sourcePrev)
    if (this.masquerade) this.masquerade = into(new Uint16Array(n), this.masquerade)
    if (this.marks) this.marks = into(new Uint32Array(n), this.marks)
    this.timers.grow()
  }
}

function into<T extends { set(from: T): void }>(longer: T, column: T): T {
  longer.set(column)
  return longer
}
