/** What the trace says of entries. Exists only while somebody listens: none of it is needed to pass packets. */
import type { Entry, EntryChange, EntryId } from '../../model/conntrack'
import type { Micros } from '../../model/time'
import { TCP_STATES } from '../../model/tcp'
import type { RuleRef, Say } from '../../model/trace'
import { PROTO } from '../../packet/protocol'
import type { NodeEnv } from '../node'
import type { Skb } from '../skb'
import type { EndReason } from './lifetime'
import { IPS } from './status'
import { type EntryTable, tupleAt } from './table'
import { DST, PARTS, showTuple, SRC } from './tuple'

interface Note {
  /** 0 until the entry was said to be new: one that its tracker refuses at once never gets a number. */
  id: EntryId
  born: Micros
  timeout: Micros
  /** The rules that made the bindings. */
  srcRule: RuleRef | null
  dstRule: RuleRef | null
}

export class Notes {
  private readonly env: NodeEnv
  private readonly say: Say
  private readonly table: EntryTable
  private readonly notes: Note[] = []
  private last: EntryId = 0

  constructor(env: NodeEnv, say: Say, table: EntryTable) {
    this.env = env
    this.say = say
    this.table = table
  }

  /** A handle was allocated anew. */
  begin(h: number): void {
    this.notes[h] = { id: 0, born: this.env.now(), timeout: 0, srcRule: null, dstRule: null }
  }

  of(h: number): Note {
    return this.notes[h]
  }

  setTimeout(h: number, timeout: Micros): void {
    this.notes[h].timeout = timeout
  }

  id(h: number): EntryId {
    return this.notes[h].id
  }

  sayNew(h: number, skb: Skb): void {
    this.notes[h].id = ++this.last
    this.say({ kind: 'ct-new', pkt: skb.id, node: this.env.id, entry: this.entry(h) })
  }

  sayEnd(h: number, why: EndReason, skb?: Skb): void {
    const entry = this.notes[h].id
    if (entry === 0) return
    this.say({ kind: 'ct-end', node: this.env.id, entry, why, ...(skb && { pkt: skb.id }) })
  }

  /** Says what is different from `was`, if anything. */
  sayChange(h: number, was: EntryChange, skb?: Skb): void {
    const now = this.change(h)
    const change: Partial<EntryChange> = {}
    let changed = false
    for (const name of Object.keys(now) as (keyof EntryChange)[]) {
      if (sameValue(now[name], was[name])) continue
      Object.assign(change, { [name]: now[name] })
      changed = true
    }
    if (!changed) return
    this.say({ kind: 'ct-change', node: this.env.id, entry: this.notes[h].id, change, ...(skb && { pkt: skb.id }) })
  }

  entry(h: number): Entry {
    const { id, born } = this.notes[h]
    return { id, original: this.tuple(2 * h), born, ...this.change(h) }
  }

  change(h: number): EntryChange {
    const { table } = this
    const status = table.status(h)
    const confirmed = (status & IPS.CONFIRMED) !== 0
    return {
      reply: this.tuple(2 * h + 1),
      ...(table.proto(h) === PROTO.TCP && { tcp: TCP_STATES[table.tcpState(h)] }),
      confirmed,
      seenReply: (status & IPS.SEEN_REPLY) !== 0,
      assured: (status & IPS.ASSURED) !== 0,
      srcNat: (status & IPS.SRC_NAT) !== 0,
      dstNat: (status & IPS.DST_NAT) !== 0,
      mark: table.extras.mark(h),
      expires: confirmed ? table.expires(h) : null,
      timeout: this.notes[h].timeout,
    }
  }

  tuple(record: number) {
    const { words } = this.table
    const at = tupleAt(record)
    return showTuple(words[at + SRC], words[at + DST], words[at + PARTS], this.table.proto(record >>> 1))
  }
}

const sameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))
