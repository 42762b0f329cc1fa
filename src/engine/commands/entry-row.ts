/** An entry as the commands look at it. */
import type { Conntrack } from '../conntrack/conntrack'
import { isOver } from '../conntrack/lifetime'
import { DST, hasPorts, newKey, PARTS, SRC } from '../conntrack/tuple'
import { SECOND } from '../../model/time'
import { dateText } from './date'

export interface End {
  /** Unsigned. */
  src: number
  dst: number
  sport: number
  dport: number
  /** ICMP's. */
  type: number
  code: number
  id: number
  /** Null when they are not counted. */
  counted: { packets: number; bytes: number } | null
}

export interface EntryRow {
  /** Its handle. */
  h: number
  proto: number
  hasPorts: boolean
  /** `IPS` bits. */
  status: number
  mark: number
  /** Of both directions; 0 when it counts for one only. */
  zone: number
  /** Of one direction only, else 0. */
  origZone: number
  replyZone: number
  /** Number of TCP's state. */
  state: number
  /** Whole seconds. */
  left: number
  original: End
  reply: End
  /** Whole seconds since it began; null when nobody noted when. */
  age: number | null
}

/** As `-o id` prints it: the kernel's is a hash, by which no two entries are taken for one another. */
export const idOf = (h: number): number => Math.imul(h, 0x9e3779b1) >>> 0

/** Confirmed entries whose time is not up, in the order of their handles: the kernel's own is that of its hash. */
export const rows = (ct: Conntrack): EntryRow[] =>
  [...ct.table.confirmed()].filter((h) => !isOver(ct, h)).map((h) => rowOf(ct, h))

export function rowOf(ct: Conntrack, h: number): EntryRow {
  const { table, env } = ct
  const proto = table.proto(h)
  const start = table.extras.start(h)
  const [orig, back] = [table.extras.zone(2 * h), table.extras.zone(2 * h + 1)]
  return {
    h,
    proto,
    hasPorts: hasPorts(proto),
    status: table.status(h),
    mark: table.extras.mark(h),
    zone: orig === back ? orig : 0,
    origZone: orig === back ? 0 : orig,
    replyZone: orig === back ? 0 : back,
    state: table.tcpState(h),
    left: Math.floor((table.expires(h) - env.now()) / SECOND),
    original: endOf(ct, 2 * h),
    reply: endOf(ct, 2 * h + 1),
    age: start === null ? null : Math.floor((env.now() - start) / SECOND),
  }
}

const key = newKey()

function endOf(ct: Conntrack, record: number): End {
  ct.table.readTuple(key, record)
  const [src, dst, parts] = [key[SRC], key[DST], key[PARTS]].map((word) => word >>> 0)
  const [high, low] = [parts >>> 16, parts & 0xffff]
  const { extras } = ct.table
  const counted = extras.isCounted(record >>> 1)
    ? { packets: extras.packets(record), bytes: extras.octets(record) }
    : null
  return { src, dst, sport: high, dport: low, type: low >>> 8, code: low & 255, id: high, counted }
}

/** `-o ktimestamp`: when it began and, of one that ends, when that was. Empty when nobody noted it. */
export function kernelTimes(ct: Conntrack, h: number, ended: boolean): string {
  const start = ct.table.extras.start(h)
  if (start === null) return ''
  return ` [start=${dateText(start)}]${ended ? ` [stop=${dateText(ct.env.now())}]` : ''}`
}
