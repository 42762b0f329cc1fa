/**
 * Source mappings by their source (`nf_nat_bysource`), so that one source keeps one mapping towards all
 * destinations where it can. Only entries whose source really changed stand here: a null
 * binding never serves another connection, since its source is its own.
 */
import { ENTRY_WORDS, NEXT_SOURCE, PREVIOUS_SOURCE } from '../conntrack/layout'
import { type EntryTable, tupleAt } from '../conntrack/table'
import { PARTS, SRC } from '../conntrack/tuple'
import { hashTuple } from '../../model/tuple-hash'

const nextOf = (h: number): number => h * ENTRY_WORDS + NEXT_SOURCE
const previousOf = (h: number): number => h * ENTRY_WORDS + PREVIOUS_SOURCE

export class BySource {
  private readonly table: EntryTable
  private heads = new Int32Array(64)
  private count = 0

  constructor(table: EntryTable) {
    this.table = table
  }

  /** Bytes. */
  get memory(): number {
    return this.heads.byteLength
  }

  /** Newest first, as the kernel searches. */
  add(h: number): void {
    if (++this.count > this.heads.length * 2) this.grow()
    this.push(h)
  }

  remove(h: number): void {
    const { words } = this.table
    const next = words[nextOf(h)]
    const prev = words[previousOf(h)]
    if (prev === 0) this.heads[this.slotOf(h)] = next
    else words[nextOf(prev)] = next
    if (next !== 0) words[previousOf(next)] = prev
    words[nextOf(h)] = words[previousOf(h)] = 0
    this.count--
  }

  /** The first entry from this source, and the next one after `h`; 0 at the end. */
  first(src: number, part: number, proto: number): number {
    return this.matching(this.heads[this.slot(src, part, proto)], src, part, proto)
  }

  next(h: number, src: number, part: number, proto: number): number {
    return this.matching(this.table.words[nextOf(h)], src, part, proto)
  }

  private matching(from: number, src: number, part: number, proto: number): number {
    const { table } = this
    let h = from
    while (h !== 0) {
      const at = tupleAt(2 * h)
      if (table.words[at + SRC] === src && table.words[at + PARTS] >>> 16 === part && table.proto(h) === proto) break
      h = table.words[nextOf(h)]
    }
    return h
  }

  private push(h: number): void {
    const { words } = this.table
    const slot = this.slotOf(h)
    const head = this.heads[slot]
    words[nextOf(h)] = head
    words[previousOf(h)] = 0
    if (head !== 0) words[previousOf(head)] = h
    this.heads[slot] = h
  }

  private slotOf(h: number): number {
    const { words } = this.table
    const at = tupleAt(2 * h)
    return this.slot(words[at + SRC], words[at + PARTS] >>> 16, this.table.proto(h))
  }

  private slot(src: number, part: number, proto: number): number {
    return hashTuple(src, 0, part, proto, 0) & (this.heads.length - 1)
  }

  /** Chains keep their order: the oldest is pushed first. */
  private grow(): void {
    const old = this.heads
    const { words } = this.table
    this.heads = new Int32Array(old.length * 2)
    for (const head of old) {
      const chain: number[] = []
      for (let h = head; h !== 0; h = words[nextOf(h)]) chain.push(h)
      for (const h of chain.toReversed()) this.push(h)
    }
  }
}
