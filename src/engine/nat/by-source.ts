/**
 * Source mappings by their source (`nf_nat_bysource`), so that one source keeps one mapping towards all
 * destinations where it can. Only entries whose source really changed stand here: a null
 * binding never serves another connection, since its source is its own.
 */
import type { EntryTable } from '../conntrack/table'
import { PARTS, SRC, WORDS } from '../conntrack/tuple'
import { hashTuple } from '../conntrack/tuple-index'

export class BySource {
  private readonly table: EntryTable
  private heads = new Uint32Array(64)
  private count = 0

  constructor(table: EntryTable) {
    this.table = table
  }

  get bytes(): number {
    return this.heads.byteLength
  }

  /** Newest first, as the kernel searches. */
  add(h: number): void {
    if (++this.count > this.heads.length * 2) this.grow()
    this.push(h)
  }

  remove(h: number): void {
    const { sourceNext, sourcePrev } = this.table
    const next = sourceNext[h]
    const prev = sourcePrev[h]
    if (prev === 0) this.heads[this.slotOf(h)] = next
    else sourceNext[prev] = next
    if (next !== 0) sourcePrev[next] = prev
    sourceNext[h] = sourcePrev[h] = 0
    this.count--
  }

  /** The first entry from this source, and the next one after `h`; 0 at the end. */
  first(src: number, part: number, proto: number): number {
    return this.matching(this.heads[this.slot(src, part, proto)], src, part, proto)
  }

  next(h: number, src: number, part: number, proto: number): number {
    return this.matching(this.table.sourceNext[h], src, part, proto)
  }

  private matching(from: number, src: number, part: number, proto: number): number {
    const { table } = this
    let h = from
    while (h !== 0) {
      const at = 2 * h * WORDS
      if (table.tuples[at + SRC] === src && table.tuples[at + PARTS] >>> 16 === part && table.proto[h] === proto) break
      h = table.sourceNext[h]
    }
    return h
  }

  private push(h: number): void {
    const { sourceNext, sourcePrev } = this.table
    const slot = this.slotOf(h)
    const head = this.heads[slot]
    sourceNext[h] = head
    sourcePrev[h] = 0
    if (head !== 0) sourcePrev[head] = h
    this.heads[slot] = h
  }

  private slotOf(h: number): number {
    const { tuples, proto } = this.table
    const at = 2 * h * WORDS
    return this.slot(tuples[at + SRC], tuples[at + PARTS] >>> 16, proto[h])
  }

  private slot(src: number, part: number, proto: number): number {
    return hashTuple(src, 0, part, proto) & (this.heads.length - 1)
  }

  /** Chains keep their order: the oldest is pushed first. */
  private grow(): void {
    const old = this.heads
    const { sourceNext } = this.table
    this.heads = new Uint32Array(old.length * 2)
    for (const head of old) {
      const chain: number[] = []
      for (let h = head; h !== 0; h = sourceNext[h]) chain.push(h)
      for (const h of chain.toReversed()) this.push(h)
    }
  }
}
