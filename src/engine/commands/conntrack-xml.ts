/** `conntrack -o xml`: an entry as one element. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { TCP_STATES } from '../../model/tcp'
import { NAMES } from '../conntrack/list'
import { IPS } from '../conntrack/status'
import type { End, EntryRow } from './entry-row'

export const XML_HEAD = ['<?xml version="1.0" encoding="utf-8"?>', '<conntrack>']
export const XML_END = '</conntrack>'

export function flow(row: EntryRow): string {
  const { proto, status, state, left, mark, h } = row
  const independent = [
    proto === PROTO.TCP ? word('state', TCP_STATES[state]) : '',
    word('timeout', left),
    word('mark', mark),
    row.zone === 0 ? '' : word('zone', row.zone),
    word('use', 1),
    word('id', h),
    status & IPS.ASSURED ? '<assured/>' : '',
    status & IPS.SEEN_REPLY ? '' : '<unreplied/>',
  ]
  return `<flow>${meta('original', direction(row, row.original))}${meta('reply', direction(row, row.reply))}${meta('independent', independent.join(''))}</flow>`
}

const word = (name: string, value: string | number): string => `<${name}>${value}</${name}>`
const meta = (name: string, inner: string): string => `<meta direction="${name}">${inner}</meta>`

function direction({ proto, hasPorts }: EntryRow, { src, dst, sport, dport }: End): string {
  const addresses = `<src>${formatAddress(src)}</src><dst>${formatAddress(dst)}</dst>`
  const ports = hasPorts ? `<sport>${sport}</sport><dport>${dport}</dport>` : ''
  return (
    `<layer3 protonum="2" protoname="ipv4">${addresses}</layer3>` +
    `<layer4 protonum="${proto}" protoname="${NAMES.get(proto) ?? 'unknown'}">${ports}</layer4>`
  )
}
