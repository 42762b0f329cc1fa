/** A node's connection tracking and NAT: the one door to both. */
import type { CtState, Direction, Entry, EntryId } from '../../model/conntrack'
import type { Micros } from '../../model/time'
import type { DropReason, Hook, RuleRef } from '../../model/trace'
import { PROTO } from '../../packet/protocol'
import { asksRules, natHook } from '../nat/hook'
import { BySource } from '../nat/by-source'
import type { NatRange } from '../nat/range'
import { hasNoSource, masqueradeAddress, redirectAddress, withAddress } from '../nat/ranges'
import { setupNat } from '../nat/setup'
import { NF_ACCEPT, NF_DROP, type NodeEnv, type NfVerdict } from '../node'
import { CTINFO, type Skb } from '../skb'
import { type Bucket, bucketsOf } from './buckets'
import { confirm } from './confirm'
import type { Core, InvalidReason } from './core'
import { FullTable } from './early-drop'
import { CtEvents, type CtListener } from './events'
import { type EndReason, expire, hold, isOver, kill, release } from './lifetime'
import { list } from './list'
import { Notes } from './notes'
import { prefetch } from './prefetch'
import { Settings } from './settings'
import { newStats } from './stats'
import { ctState, directionName, dirOf, IPS } from './status'
import { EntryTable, tupleAt } from './table'
import { setClosing } from './tcp'
import { S } from './tcp-table'
import { trackIn } from './track'
import { DST, PARTS, SRC } from './tuple'

export class Conntrack implements Core {
  readonly env: NodeEnv
  readonly table = new EntryTable()
  readonly bySource = new BySource(this.table)
  readonly settings: Settings
  readonly notes: Notes | null
  readonly stats = newStats()
  readonly fullTable = new FullTable()
  events: CtEvents | null = null
  /** Programs that listen now. */
  listeners = 0
  private readonly masks = new WeakMap<object, number>()
  labels = false
  why: InvalidReason = 'no-entry'
  dropReason: DropReason = 'table-full'

  constructor(env: NodeEnv) {
    this.env = env
    this.settings = new Settings(env)
    this.notes = env.say && new Notes(env, env.say, this.table)
  }

  // Hooks

  /** Looks the packet's connection up, or begins one. NF_DROP when the table is full. */
  trackIn(skb: Skb, hook: Hook): NfVerdict {
    return trackIn(this, skb, hook)
  }

  /** These packets come next, one behind the other: their lookups will be faster. At most `BURST` count. */
  prefetch(packets: readonly Uint8Array[]): void {
    prefetch(this.table, packets)
  }

  /** `askRules` is called when the connection has no binding yet; a rule makes one by `setupNat`. */
  natHook(skb: Skb, hook: Hook, askRules: (skb: Skb) => NfVerdict): NfVerdict {
    return natHook(this, skb, hook, askRules)
  }

  /** Whether `natHook` would ask the rules; if not, the connection is bound already, or there is none. */
  asksRules(skb: Skb, hook: Hook): boolean {
    return asksRules(this, skb, hook)
  }

  /** At the end of INPUT and POSTROUTING. NF_DROP when another connection has the tuple. */
  confirm(skb: Skb, _hook?: Hook): NfVerdict {
    return confirm(this, skb)
  }

  // Targets

  /** SNAT, DNAT, NETMAP: binds the packet's connection. `hook` is where the rule stands. */
  setupNat(
    skb: Skb,
    hook: Hook,
    range: NatRange,
    manip: 'src' | 'dst',
    rule: RuleRef | null,
    target: string,
  ): NfVerdict {
    return setupNat(this, skb, hook, range, manip, rule, target)
  }

  /** MASQUERADE, with the range's ports. NF_DROP when the way out has no address. */
  masquerade(skb: Skb, hook: Hook, range: NatRange, rule: RuleRef | null): NfVerdict {
    if (skb.ct === 0 || hasNoSource(this, skb)) return NF_ACCEPT
    const address = masqueradeAddress(this, skb)
    if (address === null || !skb.out) return this.drop('no-route')
    if (!(this.table.status(skb.ct) & IPS.CONFIRMED)) this.table.extras.setMasquerade(skb.ct, skb.out.index)
    return setupNat(this, skb, hook, withAddress(range, address), 'src', rule, 'MASQUERADE')
  }

  /**
   * MASQUERADE's interface went down, or lost this address: what was bound to it ends (`masq_device_event`,
   * `masq_inet_event`).
   */
  forgetMasquerade(ifindex: number, address: number | null): void {
    const { table } = this
    for (const h of table.confirmed()) {
      if (table.extras.masqueradeIndex(h) !== ifindex) continue
      if (address === null || table.words[tupleAt(2 * h + 1) + DST] >>> 0 === address) kill(this, h, 'deleted')
    }
  }

  /** REDIRECT, with the range's ports. NF_DROP when the interface has no address. */
  redirect(skb: Skb, hook: Hook, range: NatRange, rule: RuleRef | null): NfVerdict {
    const address = redirectAddress(skb, hook)
    if (address === null) return this.drop('no-route')
    return setupNat(this, skb, hook, withAddress(range, address), 'dst', rule, 'REDIRECT')
  }

  /** `-j CT --notrack`. Of several rules the first counts, here and below. */
  notrack(skb: Skb): void {
    if (skb.ct === 0 && skb.template === 0) skb.ctinfo = CTINFO.UNTRACKED
  }

  /** `-j CT` without `--notrack`; see `templateOf`. */
  useTemplate(skb: Skb, template: number): void {
    if (skb.ct === 0 && skb.template === 0 && skb.ctinfo !== CTINFO.UNTRACKED) skb.template = template
  }

  /**
   * A rule is put in force that has only `events` told; `rule` names it from then on. Where only who is listened to is told of, and
   * nobody listens, it is as if it had not asked (`nf_ct_ecache_ext_add`).
   */
  limitEvents(rule: object, events: number): void {
    if (!this.masks.has(rule)) this.masks.set(rule, this.mayTell() ? events : 0)
  }

  eventsOfRule(rule: object): number {
    return this.masks.get(rule) ?? 0
  }

  /** Whether an entry that begins now has its events told, if a rule asks for some. */
  mayTell(): boolean {
    return this.listeners > 0 || this.env.sysctl('net.netfilter.nf_conntrack_events') !== 2
  }

  /** The packet's connection's mark; nothing without one. */
  setMark(skb: Skb, mark: number): void {
    if (skb.ct === 0) return
    const was = this.notes?.change(skb.ct)
    this.table.extras.setMark(skb.ct, mark >>> 0)
    this.events?.note(skb.ct)
    if (was) this.notes?.sayChange(skb.ct, was, skb)
  }

  /** The RST that REJECT sends about `skb` ends its connection (`nf_ct_set_closing`). */
  setClosing(skb: Skb): void {
    if (skb.ct === 0) return
    const was = this.notes?.change(skb.ct)
    setClosing(this, skb.ct)
    if (was) this.notes?.sayChange(skb.ct, was, skb)
  }

  // A packet's life

  /** The entry that the packet holds, as the trace names it; null while nobody listens. */
  noteOf({ ct, ctinfo }: Skb): { entry: EntryId; direction: Direction; state: CtState } | null {
    if (ct === 0 || !this.notes) return null
    return { entry: this.notes.id(ct), direction: directionName(dirOf(ctinfo)), state: ctState(ctinfo) }
  }

  /** A packet that the node itself makes about `old` belongs to old's connection, the other way (`nf_ct_attach`). */
  attach(skb: Skb, old: Skb): void {
    if (old.ct === 0 || skb.ct !== 0) return
    hold(this, skb, old.ct, dirOf(old.ctinfo) === 0 ? CTINFO.RELATED_REPLY : CTINFO.RELATED)
  }

  /** A copy of `skb` belongs to its connection too (`skb_clone`). */
  share(copy: Skb, skb: Skb): void {
    if (skb.ct !== 0) hold(this, copy, skb.ct, skb.ctinfo)
  }

  /** The packet was dropped, delivered, or has left the node. Must be called for every packet. */
  release(skb: Skb): void {
    release(this, skb)
  }

  // Questions, for matches

  stateOf(skb: Skb): CtState {
    return ctState(skb.ctinfo)
  }

  /** `IPS` bits; 0 without a connection. */
  status(skb: Skb): number {
    return this.table.status(skb.ct)
  }

  direction(skb: Skb): Direction | null {
    return skb.ct === 0 ? null : directionName(dirOf(skb.ctinfo))
  }

  mark(skb: Skb): number {
    return this.table.extras.mark(skb.ct)
  }

  /** Address of a tuple, unsigned: `--ctorigsrc` and its like. */
  address(skb: Skb, of: Direction, end: 'src' | 'dst'): number {
    return this.table.words[this.tupleOf(skb, of) + (end === 'src' ? SRC : DST)] >>> 0
  }

  /** Port of a tuple: `--ctorigsrcport` and its like. */
  port(skb: Skb, of: Direction, end: 'src' | 'dst'): number {
    const parts = this.table.words[this.tupleOf(skb, of) + PARTS]
    return end === 'src' ? parts >>> 16 : parts & 0xffff
  }

  proto(skb: Skb): number {
    return this.table.proto(skb.ct)
  }

  /** Seconds until the entry ends, `--ctexpire`. */
  expiresIn(skb: Skb): number {
    if (skb.ct === 0) return 0
    const { table } = this
    // An entry that nobody confirmed yet has no end: what Linux reads there is long past.
    if (!(table.status(skb.ct) & IPS.CONFIRMED)) return 0
    return Math.max(0, Math.floor((table.expires(skb.ct) - this.env.now()) / 1_000_000))
  }

  /** TCP's is over, though its entry is still there (`already_closed` of nf_conncount). */
  isClosed(h: number): boolean {
    const state = this.table.tcpState(h)
    return this.table.proto(h) === PROTO.TCP && (state === S.TIME_WAIT || state === S.CLOSE)
  }

  /** Of what `conntrack -S` counts, by its names. */
  statistics(): Readonly<Record<string, number>> {
    return this.stats
  }

  // The table

  get count(): number {
    return this.table.count
  }

  /** `listener` hears what `conntrack -E` would show (`eventLine`); null ends it. */
  listen(listener: CtListener | null): void {
    this.events = listener && new CtEvents(this.table, listener)
  }

  /** As `conntrack -L` prints it. */
  list(): string[] {
    return list(this)
  }

  /** Every entry as the trace would say it, unconfirmed ones too. Empty while nobody listens. */
  entries(): Entry[] {
    const { notes } = this
    return notes ? [...this.table.live()].filter((h) => notes.id(h) !== 0).map((h) => notes.entry(h)) : []
  }

  /** The next end of an entry; null when there is none at `limit` or before. Changes only by the calls above and below. */
  nextExpiry(limit?: Micros): Micros | null {
    return this.table.timers.soonest(limit)
  }

  /**
   * Ends what ends at `now` or before. With `most`, looks at no more entries than that; false when there are more, and it must be
   * called again with the same `now`.
   */
  expire(now: Micros, most?: number): boolean {
    return expire(this, now, most)
  }

  /** To be called after a `net.netfilter.nf_conntrack_…` sysctl was set. */
  sysctlChanged(): void {
    this.settings.reload()
  }

  /** `conntrack -D` of one entry; false when there is none of this number. */
  destroy(id: EntryId, why: EndReason = 'deleted'): boolean {
    for (const h of this.table.confirmed()) {
      if (this.notes?.id(h) !== id) continue
      kill(this, h, why)
      return true
    }
    return false
  }

  /** The hash table as the kernel would have it, the buckets with something in them (`nf_conntrack_buckets` in all). */
  buckets(): Bucket[] {
    return bucketsOf(this)
  }

  /** `conntrack -F`. Returns how many entries went. */
  flush(): number {
    const all = [...this.table.confirmed()].filter((h) => !isOver(this, h))
    for (const h of all) kill(this, h, 'deleted')
    return all.length
  }

  private tupleOf(skb: Skb, of: Direction): number {
    return tupleAt(2 * skb.ct + (of === 'original' ? 0 : 1))
  }

  private drop(reason: DropReason): NfVerdict {
    this.dropReason = reason
    return NF_DROP
  }
}

export const createConntrack = (env: NodeEnv): Conntrack => new Conntrack(env)
