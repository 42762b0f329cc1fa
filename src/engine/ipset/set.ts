/** One set: what is in it, until when, and how often it was met (`struct ip_set` and its types' `adt` functions). */
import { mask } from '../../packet/address'
import { type Micros, SECOND } from '../../model/time'
import { SAID, SetFault } from './fault'
import { idOf, type Key } from './key'
import { hasNets, type SetType } from './types'

/** As `create` was told. */
export interface SetOptions {
  family: 'inet' | 'inet6'
  hashsize: number
  maxelem: number
  netmask: number
  bucketsize: number
  initval: number
  /** Both ends belong to it: addresses or ports of a bitmap. */
  range: { from: number; to: number } | null
  /** Of a list. */
  size: number
  /** Seconds that an element stays unless it says otherwise, 0 for good; null: elements do not end. */
  timeout: number | null
  counters: boolean
  comment: boolean
  skbinfo: boolean
}

/** `skbinfo`: what `-j SET --map-set` copies to the packet. */
export interface Info {
  mark: number
  mask: number
  /** "1:2" */
  prio: string
  queue: number
}

export interface Member extends Key {
  /** An exception among networks. */
  nomatch: boolean
  /** 0: for good. */
  until: Micros
  packets: number
  bytes: number
  comment: string
  info: Info | null
}

/** What `add` says of an element besides its key. */
export interface Extensions {
  /** Seconds; the set's own when null. */
  timeout: number | null
  /** Null: as they were, or 0. */
  packets: number | null
  bytes: number | null
  comment: string
  info: Info | null
  nomatch: boolean
}

export const PLAIN: Extensions = { timeout: null, packets: null, bytes: null, comment: '', info: null, nomatch: false }

export class IpSet {
  private readonly members = new Map<string, Member>()
  /** Prefix lengths in use, the longest first; null when they have to be looked up anew. */
  private lengths: number[] | null = null

  constructor(
    public name: string,
    readonly type: SetType,
    readonly options: SetOptions,
    private readonly now: () => Micros,
  ) {}

  /** Those that are still there, in the order in which they came; a bitmap's by number. */
  live(): Member[] {
    for (const [id, member] of this.members) if (this.isOver(member)) this.forget(id)
    const found = [...this.members.values()]
    return this.type.storage === 'bitmap' ? found.toSorted((a, b) => a.ip - b.ip || a.port - b.port) : found
  }

  /** Null when there is none, or no longer. */
  get(key: Key): Member | null {
    const id = this.idOf(key)
    const member = this.members.get(id)
    if (!member) return null
    if (!this.isOver(member)) return member
    this.forget(id)
    return null
  }

  /** Each member that could speak for the key: itself, or of networks those that hold the address, the narrowest first. */
  *holding(key: Key): Generator<Member> {
    const { parts } = this.type
    const nets = hasNets(this.type)
    if (!nets || (parts[0] === 'net' ? key.bits : key.bits2) < 32) {
      const found = this.get(key)
      if (found) yield found
      return
    }
    for (const bits of (this.lengths ??= this.prefixLengths())) {
      const found = this.get(this.network(key, bits))
      if (found) yield found
    }
  }

  /** As the kernel adds and deletes for a packet: the network of the longest prefix in use that holds it. */
  widened(key: Key): Key {
    const [bits = 32] = (this.lengths ??= this.prefixLengths())
    return hasNets(this.type) ? this.network(key, bits) : key
  }

  /** Throws SetFault when it is there already (`exist`: then it is written anew), is outside, or finds no room. */
  add(key: Key, told: Extensions, exist: boolean): void {
    this.within([key])
    const old = this.get(key)
    if (old && !exist) throw new SetFault(SAID.exists)
    if (!old && this.type.storage === 'hash' && this.isFull()) throw new SetFault(SAID.full)
    const seconds = told.timeout ?? this.options.timeout ?? 0
    const until = this.options.timeout === null || seconds === 0 ? 0 : this.now() + seconds * SECOND
    const packets = told.packets ?? old?.packets ?? 0
    const bytes = told.bytes ?? old?.bytes ?? 0
    this.members.set(this.idOf(key), { ...key, ...told, until, packets, bytes })
    this.lengths = null
  }

  /** False when it was not there. */
  delete(key: Key): boolean {
    this.within([key])
    const found = this.get(key)
    if (found) this.forget(this.idOf(key))
    return found !== null
  }

  /** Puts the last member of a list in another place. */
  moveLast(beside: string, place: 'before' | 'after'): void {
    const all = [...this.members.values()]
    const last = all.pop()
    const at = all.findIndex(({ name }) => name === beside)
    if (!last || at < 0) return
    all.splice(place === 'before' ? at : at + 1, 0, last)
    this.members.clear()
    for (const member of all) this.members.set(idOf(member), member)
  }

  /** Whether a list has it next to that one, on that side of it. */
  stands({ name }: Key, { beside, place }: { beside: string; place: 'before' | 'after' }): boolean {
    const names = this.live().map((member) => member.name)
    const at = names.indexOf(name)
    return at >= 0 && names[place === 'before' ? at + 1 : at - 1] === beside
  }

  clear(): void {
    this.members.clear()
    this.lengths = null
  }

  /** These keys. Throws SetFault when one is out of range. */
  within(keys: readonly Key[]): readonly Key[] {
    const { range } = this.options
    const isOut = ({ ip, port }: Key): boolean => {
      const at = this.type.parts[0] === 'port' ? port : ip
      return range !== null && (at < range.from || at > range.to)
    }
    if (keys.some(isOut)) throw new SetFault(SAID.range)
    return keys
  }

  /** The key's network, with a prefix of so many bits. */
  private network(key: Key, bits: number): Key {
    return this.type.parts[0] === 'net'
      ? { ...key, ip: (key.ip & mask(bits)) >>> 0, bits }
      : { ...key, ip2: (key.ip2 & mask(bits)) >>> 0, bits2: bits }
  }

  /** Members that are over make room only when there is none else. */
  private isFull(): boolean {
    const { maxelem } = this.options
    return this.members.size >= maxelem && this.live().length >= maxelem
  }

  /** An address has one hardware address at most. */
  private idOf(key: Key): string {
    return idOf(this.type.name === 'bitmap:ip,mac' ? { ...key, name: '' } : key)
  }

  private isOver = ({ until }: Member): boolean => until !== 0 && until <= this.now()

  private forget(id: string): void {
    this.members.delete(id)
    this.lengths = null
  }

  private prefixLengths(): number[] {
    const all = [...this.members.values()].map((m) => (this.type.parts[0] === 'net' ? m.bits : m.bits2))
    return [...new Set(all)].toSorted((a, b) => b - a)
  }
}
