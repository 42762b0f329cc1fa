/** `conntrack -o xml`: an entry as one element. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { TCP_STATES } from '../../model/tcp'
import { SECOND, type Micros } from '../../model/time'
import { NAMES } from '../conntrack/list'
import { IPS } from '../conntrack/status'
import { type End, type EntryRow, idOf } from './entry-row'

export const XML_HEAD = ['<?xml version="1.0" encoding="utf-8"?>', '<conntrack>']
export const XML_END = '</conntrack>'

/** `type` and `when` are an event's: it leaves out who uses the entry, and a mark that is 0. */
export function flow(row: EntryRow, type: 'new' | 'update' | 'destroy' | null = null, when = ''): string {
  const { proto, status, state, left, mark, h } = row
  // Only at the end does an event tell how much there was.
  const whole = type === null || type === 'destroy'
  const independent = [
    proto === PROTO.TCP ? word('state', TCP_STATES[state]) : '',
    word('timeout', left),
    type !== null && mark === 0 ? '' : word('mark', mark),
    row.zone === 0 ? '' : word('zone', row.zone),
    type === null ? word('use', 1) : '',
    word('id', idOf(h)),
    status & IPS.ASSURED ? '<assured/>' : '',
    status & IPS.SEEN_REPLY ? '' : '<unreplied/>',
    whole && row.age !== null ? word('deltatime', row.age) : '',
  ]
  return `<flow${type === null ? '' : ` type="${type}"`}>${meta('original', direction(row, row.original, whole, row.origZone))}${meta('reply', direction(row, row.reply, whole, row.replyZone))}${meta('independent', independent.join(''))}${when}</flow>`
}

/** An event's time of day. Virtual time begins with the Unix epoch. */
export function when(now: Micros): string {
  const date = new Date((now / SECOND) * 1000)
  const clock = [word('hour', date.getUTCHours()), word('min', date.getUTCMinutes()), word('sec', date.getUTCSeconds())]
  const day = [
    word('wday', date.getUTCDay() + 1),
    word('day', date.getUTCDate()),
    word('month', date.getUTCMonth() + 1),
    word('year', date.getUTCFullYear()),
  ]
  return `<when>${[...clock, ...day].join('')}</when>`
}

const word = (name: string, value: string | number): string => `<${name}>${value}</${name}>`
const meta = (name: string, inner: string): string => `<meta direction="${name}">${inner}</meta>`

/** `zone` is the direction's own, 0 for none. */
function direction(
  { proto, hasPorts }: EntryRow,
  { src, dst, sport, dport, counted }: End,
  whole: boolean,
  zone: number,
): string {
  const addresses = `<src>${formatAddress(src)}</src><dst>${formatAddress(dst)}</dst>`
  const ports = hasPorts ? `<sport>${sport}</sport><dport>${dport}</dport>` : ''
  return (
    `<layer3 protonum="2" protoname="ipv4">${addresses}</layer3>` +
    `<layer4 protonum="${proto}" protoname="${NAMES.get(proto) ?? 'unknown'}">${ports}</layer4>` +
    (zone === 0 ? '' : word('zone', zone)) +
    (whole && counted ? `<counters>${word('packets', counted.packets)}${word('bytes', counted.bytes)}</counters>` : '')
  )
}
