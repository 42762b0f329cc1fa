/** `conntrack -L`, as conntrack 1.4.7 prints it. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { TCP_STATES } from '../../model/tcp'
import { SECOND } from '../../model/time'
import type { Core } from './core'
import type { CtEvent } from './events'
import { isOver } from './lifetime'
import { IPS } from './status'
import { tupleAt } from './table'
import { DST, hasPorts, PARTS, SRC } from './tuple'

/** Linux 6.18 does not track it; the programs print its ports all the same. */
const DCCP = 33

/** Protocols that conntrack's programs know by name. */
export const NAMES = new Map<number, string>([
  [PROTO.ICMP, 'icmp'],
  [PROTO.TCP, 'tcp'],
  [PROTO.UDP, 'udp'],
  [PROTO.GRE, 'gre'],
  [PROTO.SCTP, 'sctp'],
  [PROTO.UDPLITE, 'udplite'],
  [DCCP, 'dccp'],
])

/** Confirmed entries in order of their handles; the kernel's own order is that of its hash. */
export function list(core: Core): string[] {
  const lines: string[] = []
  for (const h of core.table.confirmed()) if (!isOver(core, h)) lines.push(line(core, h))
  return lines
}

/** An entry's line; one held by nobody but the table and who asks. */
export function line(core: Core, h: number): string {
  const { extras } = core.table
  return [...words(core, h, true), `mark=${extras.mark(h)}`, ...afterMark(core, h), 'use=1'].join(' ')
}

const TAGS: Readonly<Record<CtEvent, string>> = { NEW: '    [NEW]', UPDATE: ' [UPDATE]', DESTROY: '[DESTROY]' }

/** What `conntrack -E` prints: counters only at the end, a mark only when there is one (`allMarks`: or it is
 * 0), no time left when there is none. */
export function eventLine(core: Core, event: CtEvent, h: number, allMarks = false): string {
  const mark = core.table.extras.mark(h)
  const ended = event === 'DESTROY'
  const text = [
    TAGS[event],
    ...words(core, h, ended, true),
    ...(mark === 0 && !allMarks ? [] : [`mark=${mark}`]),
    ...afterMark(core, h, ended),
  ]
  return text.join(' ')
}

/** Of an event the kernel leaves out a time that is 0. */
function words(core: Core, h: number, counters: boolean, isEvent = false): string[] {
  const { table, env } = core
  const { extras } = table
  const proto = table.proto(h)
  const status = table.status(h)
  const left = Math.floor((table.expires(h) - env.now()) / SECOND)
  const text = [`${(NAMES.get(proto) ?? 'unknown').padEnd(8)} ${proto}`]
  if (left > 0 || (!isEvent && !isOver(core, h))) text.push(String(left))
  if (proto === PROTO.TCP) text.push(TCP_STATES[table.tcpState(h)])
  const [zone, back] = [extras.zone(2 * h), extras.zone(2 * h + 1)]
  text.push(tupleText(core, 2 * h))
  if (zone !== 0 && zone !== back) text.push(`zone-orig=${zone}`)
  if (counters && extras.isCounted(h)) text.push(countersText(core, 2 * h))
  if (!(status & IPS.SEEN_REPLY)) text.push('[UNREPLIED]')
  text.push(tupleText(core, 2 * h + 1))
  if (back !== 0 && zone !== back) text.push(`zone-reply=${back}`)
  if (counters && extras.isCounted(h)) text.push(countersText(core, 2 * h + 1))
  if (status & IPS.ASSURED) text.push('[ASSURED]')
  return text
}

const countersText = ({ table: { extras } }: Core, record: number): string =>
  `packets=${extras.packets(record)} bytes=${extras.octets(record)}`

function afterMark({ table: { extras }, env }: Core, h: number, withAge = true): string[] {
  const zone = extras.zone(2 * h)
  const start = extras.start(h)
  return [
    ...(zone !== 0 && zone === extras.zone(2 * h + 1) ? [`zone=${zone}`] : []),
    ...(withAge && start !== null ? [`delta-time=${Math.floor((env.now() - start) / SECOND)}`] : []),
  ]
}

function tupleText(core: Core, record: number): string {
  const { words } = core.table
  const at = tupleAt(record)
  const parts = words[at + PARTS]
  const kind = core.table.proto(record >>> 1)
  const addresses = `src=${formatAddress(words[at + SRC])} dst=${formatAddress(words[at + DST])}`
  if (hasPorts(kind) || kind === DCCP) return `${addresses} sport=${parts >>> 16} dport=${parts & 0xffff}`
  if (kind === PROTO.ICMP) return `${addresses} type=${(parts >>> 8) & 255} code=${parts & 255} id=${parts >>> 16}`
  if (kind === PROTO.GRE)
    return `${addresses} srckey=0x${(parts >>> 16).toString(16)} dstkey=0x${(parts & 0xffff).toString(16)}`
  return addresses
}
