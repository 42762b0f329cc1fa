/**
 * A tuple: one direction of a connection, as five 32-bit words (`struct nf_conntrack_tuple`).
 *
 *  0  source address
 *  1  destination address
 *  2  what tells flows between the two apart: source part << 16 | destination part.
 *     TCP, UDP: the ports. ICMP: the identifier, then type << 8 | code. Others: 0.
 *  3  protocol
 *  4  zone (`struct nf_conntrack_zone`), 0 unless rules say otherwise
 *
 * The words are signed, see `table.ts`: addresses go out of here by `>>> 0`. Functions write into tuples that they are handed; none makes one.
 */
import { formatAddress } from '../../packet/address'
import { i32, u16 } from '../../packet/bytes'
import * as icmp from '../../packet/icmp'
import { PROTO } from '../../packet/protocol'
import type { Tuple } from '../../model/conntrack'

export type Key = Int32Array
export const SRC = 0
export const DST = 1
export const PARTS = 2
export const KIND = 3
export const ZONE = 4
/** Words of a tuple that the table keeps per direction; protocol and zone are kept elsewhere. */
export const WORDS = 3

export const newKey = (): Key => new Int32Array(5)

export const hasPorts = (proto: number): boolean =>
  proto === PROTO.TCP || proto === PROTO.UDP || proto === PROTO.UDPLITE || proto === PROTO.SCTP

/**
 * Reads the tuple of the IPv4 packet at `at` (`nf_ct_get_tuple`). False when too little of the transport
 * header is there; the zone is left as it is. `end` is where the bytes end.
 */
export function readTuple(key: Key, b: Uint8Array, at: number, transport: number, end: number): boolean {
  const proto = b[at + 9]
  key[SRC] = i32(b, at + 12)
  key[DST] = i32(b, at + 16)
  key[KIND] = proto
  key[PARTS] = 0
  if (proto === PROTO.ICMP) {
    if (end - transport < icmp.HEADER) return false
    key[PARTS] = (icmp.id(b, transport) << 16) | u16(b, transport)
  } else if (hasPorts(proto)) {
    if (end - transport < 4) return false
    key[PARTS] = i32(b, transport)
  }
  return true
}

/** The type of the answer to each ICMP query, and of the query to each answer; 255 for those that have neither. */
const ICMP_INVERSE = new Uint8Array(256).fill(255)
for (const [query, reply] of [
  [icmp.TYPE.ECHO, icmp.TYPE.ECHO_REPLY],
  [icmp.TYPE.TIMESTAMP, icmp.TYPE.TIMESTAMP_REPLY],
  [icmp.TYPE.INFO_REQUEST, icmp.TYPE.INFO_REPLY],
  [icmp.TYPE.ADDRESS_MASK, icmp.TYPE.ADDRESS_MASK_REPLY],
]) {
  ICMP_INVERSE[query] = reply
  ICMP_INVERSE[reply] = query
}

/**
 * The other direction: addresses and ports change places, an ICMP identifier stays (`nf_ct_invert_tuple`). False where there is
 * none. `into` may not be `key` itself.
 */
export function invert(into: Key, key: Key): boolean {
  const parts = key[PARTS]
  if (key[KIND] === PROTO.ICMP) {
    const type = ICMP_INVERSE[(parts >>> 8) & 255]
    if (type === 255) return false
    into[PARTS] = (parts & 0xffff00ff) | (type << 8)
  } else into[PARTS] = (parts << 16) | (parts >>> 16)
  into[SRC] = key[DST]
  into[DST] = key[SRC]
  into[KIND] = key[KIND]
  into[ZONE] = key[ZONE]
  return true
}

export const sameKey = (a: Key, b: Key): boolean =>
  a[SRC] === b[SRC] && a[DST] === b[DST] && a[PARTS] === b[PARTS] && a[KIND] === b[KIND] && a[ZONE] === b[ZONE]

/** Which end of a packet NAT changes (`enum nf_nat_manip_type`). */
export type Manip = 'src' | 'dst'

/** The part that such a change may concern: a port, or the identifier of ICMP, which stands on the source's side. */
export const partOf = (parts: number, proto: number, end: Manip): number =>
  end === 'src' || proto === PROTO.ICMP ? parts >>> 16 : parts & 0xffff

/** As the trace shows it. */
export function showTuple(src: number, dst: number, parts: number, proto: number): Tuple {
  const tuple: Tuple = { proto, src: formatAddress(src), dst: formatAddress(dst) }
  if (hasPorts(proto)) {
    tuple.sport = parts >>> 16
    tuple.dport = parts & 0xffff
  } else if (proto === PROTO.ICMP) {
    tuple.id = parts >>> 16
    tuple.type = (parts >>> 8) & 255
    tuple.code = parts & 255
  }
  return tuple
}

export const showKey = (key: Key): Tuple => showTuple(key[SRC], key[DST], key[PARTS], key[KIND])
