/** Whether an entry is among those that a `conntrack` command asks for. */
import { mask } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { IPS } from '../conntrack/status'
import { type Cidr, type ConntrackAsked, secondsOf } from './conntrack-words'
import { type EntryRow, idOf } from './entry-row'

const inside = (of: Cidr | undefined, address: number): boolean =>
  of === undefined || ((address ^ of.address) & mask(of.bits)) === 0
const is = (wanted: number | undefined, value: number): boolean => wanted === undefined || wanted === value

export const hasId = ({ h }: EntryRow, { given }: ConntrackAsked): boolean =>
  !given.has('id') || idOf(h) === Number(given.get('id'))

/** With one of these the whole entry is held against what was asked for (`nfct_cmp`), and what else was said counts too. */
const COMPARING = [
  'src',
  'dst',
  'reply-src',
  'reply-dst',
  'protonum',
  'mark',
  'status',
  'id',
  'zone',
  'orig-zone',
  'reply-zone',
] as const

export function fits(row: EntryRow, asked: ConntrackAsked): boolean {
  const { proto, status, mark, zone, origZone, replyZone, state, left, original, reply } = row
  if (asked.proto !== null && asked.proto !== proto) return false
  if (asked.zone !== null && asked.zone !== zone) return false
  if (!is(asked.origZone ?? undefined, origZone) || !is(asked.replyZone ?? undefined, replyZone)) return false
  const { addresses: a, ports: p, icmp, nat } = asked
  if (!inside(a.src, original.src) || !inside(a.dst, original.dst)) return false
  if (!inside(a['reply-src'], reply.src) || !inside(a['reply-dst'], reply.dst)) return false
  if (!is(p.sport, original.sport) || !is(p.dport, original.dport)) return false
  if (!is(p['reply-sport'], reply.sport) || !is(p['reply-dport'], reply.dport)) return false
  if (!is(icmp.type, original.type) || !is(icmp.code, original.code) || !is(icmp.id, original.id)) return false
  if (asked.state !== null && (proto !== PROTO.TCP || state !== asked.state)) return false
  if (asked.mark && (mark & asked.mark.mask) >>> 0 !== asked.mark.value) return false
  const { set, unset } = asked.status ?? { set: 0, unset: 0 }
  // `-D` looks at what is to be set, and no further.
  if ((status & set) !== set || (asked.verb !== 'D' && status & unset & ~set)) return false
  // `-G` looks at the id of what it found.
  if (asked.verb !== 'G' && !hasId(row, asked)) return false
  if (COMPARING.some((name) => asked.given.has(name))) {
    if (asked.verb === 'D' && asked.given.has('timeout') && left !== secondsOf(asked)) return false
    // An address for either end has the entry compared with one that is translated at both.
    if (typeof asked.nat['any-nat'] === 'number') return false
  }

  // A port counts only where it was changed. Without an address the ports count too: those of an ICMP query never agree, its type and code being one of them.
  const [o, r] = [original, reply]
  const srcNat = (to: number | null | undefined, port: number | undefined): boolean =>
    (status & IPS.SRC_NAT_DONE) !== 0 &&
    (port === undefined || (r.dport !== o.sport && r.dport === port)) &&
    (to === null ? r.dst !== o.src || r.dport !== o.sport : r.dst !== o.src && r.dst === to)
  const dstNat = (to: number | null | undefined, port: number | undefined): boolean =>
    (status & IPS.DST_NAT_DONE) !== 0 &&
    (port === undefined || (r.sport !== o.dport && r.sport === port)) &&
    (to === null ? r.src !== o.dst || r.sport !== o.dport : r.src !== o.dst && r.src === to)
  const { natPorts } = asked
  if ('src-nat' in nat && !srcNat(nat['src-nat'], natPorts['src-nat'])) return false
  if ('dst-nat' in nat && !dstNat(nat['dst-nat'], natPorts['dst-nat'])) return false
  const [any, port] = [nat['any-nat'], natPorts['any-nat']]
  return !('any-nat' in nat) || srcNat(any, port) || dstNat(any, port)
}
