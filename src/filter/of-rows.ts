/**
 * The fields of conntrack rows, read from their columns: an item is a row's index, so that 65,536 of them are filtered
 * without making an object. A row has two tuples: `ip.src` occurs twice in it, `ip.addr` four times.
 */
import { PROTO } from '../packet/protocol'
import { ROW, rowsOf, type Rows } from '../model/rows'
import { TCP_STATES } from '../model/tcp'
import { SECOND, type Micros } from '../model/time'
import type { Getter, Source } from './compile'
import type { Items } from './parse'
import { text } from './text'

type Column = { readonly [i: number]: number }

const read = (...columns: Column[]): Getter<number>[] => columns.map((column) => (i) => column[i])
const seconds = (time: Micros): number => Math.max(0, Math.floor(time / SECOND))

/** `now` is the moment that timeouts and ages are measured at. */
export function rowFields(rows: Rows, now: Micros): Source<number> {
  const { src, dst, rsrc, rdst, sport, dport, rsport, rdport, proto, flags, expires, born } = rows
  const only = (wanted: number, get: Getter<number>): Getter<number> => {
    return (i) => (proto[i] === wanted ? get(i) : undefined)
  }
  const of = (wanted: number, ...columns: Column[]) => read(...columns).map((get) => only(wanted, get))
  const is = (wanted: number) => [only(wanted, () => 1)]
  const bit = (mask: number, set = 1): Getter<number>[] => [(i) => (flags[i] & mask ? set : 1 - set)]
  return {
    ip: [() => 1],
    'ip.addr': read(src, dst, rsrc, rdst),
    'ip.src': read(src, rsrc),
    'ip.dst': read(dst, rdst),
    'ip.proto': read(proto),
    tcp: is(PROTO.TCP),
    'tcp.port': of(PROTO.TCP, sport, dport, rsport, rdport),
    'tcp.srcport': of(PROTO.TCP, sport, rsport),
    'tcp.dstport': of(PROTO.TCP, dport, rdport),
    udp: is(PROTO.UDP),
    'udp.port': of(PROTO.UDP, sport, dport, rsport, rdport),
    'udp.srcport': of(PROTO.UDP, sport, rsport),
    'udp.dstport': of(PROTO.UDP, dport, rdport),
    icmp: is(PROTO.ICMP),
    'icmp.type': [dport, rdport].map((column) => only(PROTO.ICMP, (i) => column[i] >>> 8)),
    'icmp.code': [dport, rdport].map((column) => only(PROTO.ICMP, (i) => column[i] & 255)),
    'icmp.ident': of(PROTO.ICMP, sport, rsport),
    state: [only(PROTO.TCP, (i) => TCP_STATES[rows.state[i]])],
    id: read(rows.id),
    mark: read(rows.mark),
    timeout: [(i) => (Number.isNaN(expires[i]) ? undefined : seconds(expires[i] - now))],
    age: [(i) => seconds(now - born[i])],
    assured: bit(ROW.ASSURED),
    unreplied: bit(ROW.SEEN_REPLY, 0),
    snat: bit(ROW.SRC_NAT),
    dnat: bit(ROW.DST_NAT),
    'orig.src': read(src),
    'orig.dst': read(dst),
    'orig.sport': read(sport).map((get) => notIcmp(proto, get)),
    'orig.dport': read(dport).map((get) => notIcmp(proto, get)),
    'reply.src': read(rsrc),
    'reply.dst': read(rdst),
    'reply.sport': read(rsport).map((get) => notIcmp(proto, get)),
    'reply.dport': read(rdport).map((get) => notIcmp(proto, get)),
  }
}

/** ICMP's columns hold other things there. */
const notIcmp =
  (proto: Uint8Array, get: Getter<number>): Getter<number> =>
  (i) =>
    proto[i] === PROTO.ICMP ? undefined : get(i)

/** What a filter of the conntrack table may name. */
export const entries: Items = {
  what: text.entries,
  has: (() => {
    const fields = rowFields(rowsOf(new Map()), 0)
    return (field) => fields[field] !== undefined
  })(),
}
