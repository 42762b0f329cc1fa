/**
 * Many conntrack entries in columns, on one buffer: what crosses from the worker for a table of 65,536 (a transfer, nothing
 * to decode), and what the table on screen sorts and filters. `entryAt` makes an `Entry` of a row that is shown.
 */
import { address, formatAddress } from '../packet/address'
import type { Entry, EntryId, Tuple } from './conntrack'
import { TCP_STATES } from './tcp'
import { hashTuple } from './tuple-hash'

export const ROW = { CONFIRMED: 1, SEEN_REPLY: 2, ASSURED: 4, SRC_NAT: 8, DST_NAT: 16 } as const

const TCP = 6
const ICMP = 1

/** Row i is element i of each column; a tuple's columns come twice, the reply's with an `r` before the name. */
export interface Rows {
  /** Rows in use, from the front; columns may be longer. */
  count: number
  readonly buffer: ArrayBuffer
  /** µs of virtual time; NaN while unconfirmed. */
  readonly expires: Float64Array
  /** µs: the whole of the timeout now running. */
  readonly timeout: Float64Array
  readonly born: Float64Array
  readonly id: Uint32Array
  readonly src: Uint32Array
  readonly dst: Uint32Array
  readonly rsrc: Uint32Array
  readonly rdst: Uint32Array
  readonly mark: Uint32Array
  /** The full hashes of both tuples; a bucket is `hash` scaled to their number. */
  readonly hash: Uint32Array
  readonly rhash: Uint32Array
  /** Ports; of an ICMP query its identifier and `type << 8 | code`. 0 where there is neither. */
  readonly sport: Uint16Array
  readonly dport: Uint16Array
  readonly rsport: Uint16Array
  readonly rdport: Uint16Array
  readonly proto: Uint8Array
  /** Index into `TCP_STATES`; 0 for other protocols. */
  readonly state: Uint8Array
  /** Bits of `ROW`. */
  readonly flags: Uint8Array
}

const COLUMNS = [
  [Float64Array, ['expires', 'timeout', 'born']],
  [Uint32Array, ['id', 'src', 'dst', 'rsrc', 'rdst', 'mark', 'hash', 'rhash']],
  [Uint16Array, ['sport', 'dport', 'rsport', 'rdport']],
  [Uint8Array, ['proto', 'state', 'flags']],
] as const

/** Bytes of a row. */
export const ROW_BYTES = COLUMNS.reduce((sum, [type, names]) => sum + type.BYTES_PER_ELEMENT * names.length, 0)

/** Room for `capacity` rows, 0 in use; or the rows that another side wrote into `buffer`. */
export function makeRows(
  capacity: number,
  count = 0,
  buffer: ArrayBuffer = new ArrayBuffer(ROW_BYTES * capacity),
): Rows {
  let at = 0
  const columns: Record<string, unknown> = { count, buffer }
  for (const [Type, names] of COLUMNS) {
    for (const name of names) {
      columns[name] = new Type(buffer, at, capacity)
      at += Type.BYTES_PER_ELEMENT * capacity
    }
  }
  // The loop makes just the columns that COLUMNS and the interface both list.
  return columns as unknown as Rows
}

/** Entries of a view, in the order given. Zones do not count in their hashes: a view does not know them. */
export function rowsOf(entries: ReadonlyMap<EntryId, Entry>): Rows {
  const rows = makeRows(entries.size)
  for (const entry of entries.values()) putEntry(rows, rows.count++, entry)
  return rows
}

function putEntry(rows: Rows, i: number, entry: Entry): void {
  rows.id[i] = entry.id
  rows.proto[i] = entry.original.proto
  rows.src[i] = address(entry.original.src)
  rows.dst[i] = address(entry.original.dst)
  rows.rsrc[i] = address(entry.reply.src)
  rows.rdst[i] = address(entry.reply.dst)
  ;[rows.sport[i], rows.dport[i]] = parts(entry.original)
  ;[rows.rsport[i], rows.rdport[i]] = parts(entry.reply)
  rows.state[i] = entry.tcp ? TCP_STATES.indexOf(entry.tcp) : 0
  rows.flags[i] =
    (entry.confirmed ? ROW.CONFIRMED : 0) |
    (entry.seenReply ? ROW.SEEN_REPLY : 0) |
    (entry.assured ? ROW.ASSURED : 0) |
    (entry.srcNat ? ROW.SRC_NAT : 0) |
    (entry.dstNat ? ROW.DST_NAT : 0)
  rows.mark[i] = entry.mark
  rows.expires[i] = entry.expires ?? NaN
  rows.timeout[i] = entry.timeout
  rows.born[i] = entry.born
  const { proto } = entry.original
  rows.hash[i] = hashTuple(rows.src[i], rows.dst[i], (rows.sport[i] << 16) | rows.dport[i], proto, 0)
  rows.rhash[i] = hashTuple(rows.rsrc[i], rows.rdst[i], (rows.rsport[i] << 16) | rows.rdport[i], proto, 0)
}

const parts = (t: Tuple): [number, number] =>
  t.proto === ICMP ? [t.id ?? 0, ((t.type ?? 0) << 8) | (t.code ?? 0)] : [t.sport ?? 0, t.dport ?? 0]

/** Row `i` as an entry; equal to what `rowsOf` was given, but for `master`, which rows leave out. */
export function entryAt(rows: Rows, i: number): Entry {
  const proto = rows.proto[i]
  const flags = rows.flags[i]
  const expires = rows.expires[i]
  return {
    id: rows.id[i],
    original: tuple(proto, rows.src[i], rows.dst[i], rows.sport[i], rows.dport[i]),
    reply: tuple(proto, rows.rsrc[i], rows.rdst[i], rows.rsport[i], rows.rdport[i]),
    born: rows.born[i],
    ...(proto === TCP && { tcp: TCP_STATES[rows.state[i]] }),
    confirmed: (flags & ROW.CONFIRMED) !== 0,
    seenReply: (flags & ROW.SEEN_REPLY) !== 0,
    assured: (flags & ROW.ASSURED) !== 0,
    srcNat: (flags & ROW.SRC_NAT) !== 0,
    dstNat: (flags & ROW.DST_NAT) !== 0,
    mark: rows.mark[i],
    expires: Number.isNaN(expires) ? null : expires,
    timeout: rows.timeout[i],
  }
}

/** Protocols whose tuples have ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
const WITH_PORTS = new Set([TCP, 17, 33, 132, 136])

function tuple(proto: number, src: number, dst: number, a: number, b: number): Tuple {
  const ends = { proto, src: formatAddress(src), dst: formatAddress(dst) }
  if (proto === ICMP) return { ...ends, type: b >>> 8, code: b & 255, id: a }
  return WITH_PORTS.has(proto) ? { ...ends, sport: a, dport: b } : ends
}
