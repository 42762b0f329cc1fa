/** A node's conntrack table in columns. Without a trace entries have no numbers of their own: their handles stand in. */
import { makeRows, ROW, type Rows } from '../../model/rows'
import { SECOND } from '../../model/time'
import { PROTO } from '../../packet/protocol'
import type { Conntrack } from '../conntrack/conntrack'
import { isOver } from '../conntrack/lifetime'
import { IPS } from '../conntrack/status'
import { tupleAt } from '../conntrack/table'
import { DST, PARTS, SRC } from '../conntrack/tuple'

/** Confirmed entries; when they were born is not known (NaN) unless `nf_conntrack_timestamp` is set. */
export function snapshot(conntrack: Conntrack): Rows {
  const { table } = conntrack
  const rows = makeRows(table.count)
  for (const h of table.confirmed()) if (!isOver(conntrack, h)) put(conntrack, h, rows, rows.count++)
  return rows
}

function put(conntrack: Conntrack, h: number, rows: Rows, i: number): void {
  const { table, settings } = conntrack
  const { words } = table
  const [original, reply] = [tupleAt(2 * h), tupleAt(2 * h + 1)]
  const proto = table.proto(h)
  const status = table.status(h)
  rows.id[i] = h
  rows.proto[i] = proto
  rows.src[i] = words[original + SRC]
  rows.dst[i] = words[original + DST]
  rows.sport[i] = words[original + PARTS] >>> 16
  rows.dport[i] = words[original + PARTS] & 0xffff
  rows.rsrc[i] = words[reply + SRC]
  rows.rdst[i] = words[reply + DST]
  rows.rsport[i] = words[reply + PARTS] >>> 16
  rows.rdport[i] = words[reply + PARTS] & 0xffff
  rows.hash[i] = table.index.hash(2 * h)
  rows.rhash[i] = table.index.hash(2 * h + 1)
  rows.state[i] = proto === PROTO.TCP ? table.tcpState(h) : 0
  rows.flags[i] = flagsOf(status)
  rows.mark[i] = table.extras.mark(h)
  rows.expires[i] = table.expires(h)
  rows.timeout[i] = SECOND * timeoutOf(settings, proto, table.tcpState(h), (status & IPS.ASSURED) !== 0)
  rows.born[i] = table.extras.start(h) ?? NaN
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
