/**
 * What ctnetlink tells of entries (`nf_conntrack_ecache`): what happens to one while a packet crosses is told once, when that
 * packet leaves, or the next one that does.
 */
import { IPS } from './status'
import type { EntryTable } from './table'

export type CtEvent = 'NEW' | 'UPDATE' | 'DESTROY'
/** `h` is the entry's handle, still as it was. */
export type CtListener = (event: CtEvent, h: number) => void

/** Of the status bits, those whose change is told. */
const TOLD = IPS.SEEN_REPLY | IPS.ASSURED

export class CtEvents {
  private readonly table: EntryTable
  private readonly listener: CtListener
  /** Entries that changed since they were told of. */
  private readonly changed = new Set<number>()
  /** Those whose end was told before they were taken out. */
  private readonly ended = new Set<number>()
  private status = 0
  private state = 0

  constructor(table: EntryTable, listener: CtListener) {
    this.table = table
    this.listener = listener
  }

  /** A packet of the entry is about to be looked at. */
  watch(h: number): void {
    this.status = this.table.status(h) & TOLD
    this.state = this.table.tcpState(h)
  }

  /** It was looked at. */
  compare(h: number): void {
    if ((this.table.status(h) & TOLD) !== this.status || this.table.tcpState(h) !== this.state) this.changed.add(h)
  }

  /** A mark or a label was set. */
  note(h: number): void {
    this.changed.add(h)
  }

  /** A packet of the entry leaves. */
  deliver(h: number): void {
    if (this.changed.delete(h) && this.table.status(h) & IPS.CONFIRMED) this.listener('UPDATE', h)
  }

  say(event: CtEvent, h: number): void {
    this.changed.delete(h)
    if (event === 'DESTROY' && this.ended.delete(h)) return
    this.listener(event, h)
  }

  /** Its end is told now, and not again when it is taken out. */
  sayEnd(h: number): void {
    this.say('DESTROY', h)
    this.ended.add(h)
  }
}
