/** A node's conntrack table in columns. Without a trace entries have no numbers of their own: their handles stand in. */
import { hashTuple } from '../../model/tuple-hash'
import { makeRows, ROW, type Rows } from '../../model/rows'
import { SECOND } from '../../model/time'
import { PROTO } from '../../packet/protocol'
import type { Conntrack } from '../conntrack/conntrack'
import { ENTRY_WORDS } from '../conntrack/layout'
import { IPS } from '../conntrack/status'
import { DST, PARTS, SRC, WORDS } from '../conntrack/tuple'

/**
 * Confirmed entries; when they were born is not known (NaN) unless `nf_conntrack_timestamp` is set. Taken ten times a second of
 * tables of any size: one plain loop, column by column from the record's words.
 */
export function snapshot(conntrack: Conntrack): Rows {
  const { table, settings } = conntrack
  const { words, extras, end } = table
  const now = conntrack.env.now()
  const rows = makeRows(table.count)
  const { id, proto, src, dst, sport, dport, rsrc, rdst, rsport, rdport, hash, rhash, state, flags } = rows
  const { mark, expires, timeout, born } = rows
  let i = 0
  for (let h = 1; h < end; h++) {
    const status = table.status(h)
    const expiry = table.expires(h)
    if ((status & (IPS.CONFIRMED | IPS.DYING)) !== IPS.CONFIRMED || expiry <= now) continue
    const original = h * ENTRY_WORDS
    const reply = original + WORDS
    const kind = table.proto(h)
    const tcp = kind === PROTO.TCP ? table.tcpState(h) : 0
    const parts = words[original + PARTS]
    const rparts = words[reply + PARTS]
    id[i] = h
    proto[i] = kind
    src[i] = words[original + SRC]
    dst[i] = words[original + DST]
    sport[i] = parts >>> 16
    dport[i] = parts
    rsrc[i] = words[reply + SRC]
    rdst[i] = words[reply + DST]
    rsport[i] = rparts >>> 16
    rdport[i] = rparts
    hash[i] = hashTuple(src[i], dst[i], parts, kind, extras.zone(2 * h))
    rhash[i] = hashTuple(rsrc[i], rdst[i], rparts, kind, extras.zone(2 * h + 1))
    state[i] = tcp
    flags[i] = flagsOf(status)
    mark[i] = extras.mark(h)
    expires[i] = expiry
    timeout[i] = SECOND * timeoutOf(settings, kind, tcp, (status & IPS.ASSURED) !== 0)
    born[i] = extras.start(h) ?? NaN
    i++
  }
  rows.count = i
  return rows
}

const flagsOf = (status: number): number =>
  (status & IPS.CONFIRMED ? ROW.CONFIRMED : 0) |
  (status & IPS.SEEN_REPLY ? ROW.SEEN_REPLY : 0) |
  (status & IPS.ASSURED ? ROW.ASSURED : 0) |
  (status & IPS.SRC_NAT ? ROW.SRC_NAT : 0) |
  (status & IPS.DST_NAT ? ROW.DST_NAT : 0)

/** Seconds: the whole length of the timeout that runs in this state. */
function timeoutOf(settings: Conntrack['settings'], proto: number, tcpState: number, assured: boolean): number {
  if (proto === PROTO.TCP) return settings.tcp[tcpState]
  if (proto === PROTO.UDP) return assured ? settings.udpStream : settings.udp
  return proto === PROTO.ICMP ? settings.icmp : settings.generic
}
