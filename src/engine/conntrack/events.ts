/**
 * What ctnetlink tells of entries (`nf_conntrack_ecache`): what happens to one while a packet crosses is told once, when that
 * packet leaves, or the next one that does.
 */
import { PROTO } from '../../packet/protocol'
import { IPS } from './status'
import type { EntryTable } from './table'

export type CtEvent = 'NEW' | 'UPDATE' | 'DESTROY'
/** `h` is the entry's handle, still as it was; `bits` are what happened to it, of `EVENT`. */
export type CtListener = (event: CtEvent, h: number, bits: number) => void

/** What may happen to an entry (`enum ip_conntrack_events`), by the names that `-j CT --ctevents` has for it. */
export const EVENT = {
  new: 1,
  related: 2,
  destroy: 4,
  reply: 8,
  assured: 16,
  protoinfo: 32,
  helper: 64,
  mark: 128,
  natseqinfo: 256,
  secmark: 512,
  /** No rule can ask for it. */
  label: 1024,
} as const
/** What a program's change is told as, whatever it was (`ctnetlink_new_conntrack`). */
const BY_PROGRAM =
  EVENT.reply | EVENT.assured | EVENT.helper | EVENT.protoinfo | EVENT.natseqinfo | EVENT.mark | EVENT.label

/** Of the status bits, those whose change is told. */
const TOLD = IPS.SEEN_REPLY | IPS.ASSURED

export class CtEvents {
  private readonly table: EntryTable
  private readonly listener: CtListener
  /** What happened to entries since they were told of. */
  private readonly changed = new Map<number, number>()
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
    const status = this.table.status(h) & ~this.status
    const bits =
      (status & IPS.SEEN_REPLY ? EVENT.reply : 0) |
      (status & IPS.ASSURED ? EVENT.assured : 0) |
      (this.table.tcpState(h) === this.state ? 0 : EVENT.protoinfo)
    if (bits !== 0) this.add(h, bits)
  }

  /** A mark or a label was set. */
  note(h: number, bits: number = EVENT.mark): void {
    this.add(h, bits)
  }

  /** A packet of the entry leaves. */
  deliver(h: number): void {
    const bits = this.changed.get(h) ?? 0
    this.changed.delete(h)
    if (bits !== 0 && this.table.status(h) & IPS.CONFIRMED) this.listener('UPDATE', h, bits)
  }

  /** An update is a program's; packets' own are told by `deliver`. */
  say(event: CtEvent, h: number): void {
    const before = this.changed.get(h) ?? 0
    this.changed.delete(h)
    if (event === 'DESTROY' && this.ended.delete(h)) return
    const begun = EVENT.new | before | (this.table.proto(h) === PROTO.TCP ? EVENT.protoinfo : 0)
    this.listener(event, h, event === 'NEW' ? begun : event === 'UPDATE' ? BY_PROGRAM : EVENT.destroy)
  }

  private add(h: number, bits: number): void {
    this.changed.set(h, (this.changed.get(h) ?? 0) | bits)
  }

  /** Its end is told now, and not again when it is taken out. */
  sayEnd(h: number): void {
    this.say('DESTROY', h)
    this.ended.add(h)
  }
}
