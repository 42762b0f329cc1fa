/** `conntrack -L`, as conntrack 1.4.7 prints it. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { TCP_STATES } from '../../model/tcp'
import { SECOND } from '../../model/time'
import type { Core } from './core'
import { isOver } from './lifetime'
import { IPS } from './status'
import { tupleAt } from './table'
import { DST, hasPorts, PARTS, SRC } from './tuple'

const NAMES = new Map<number, string>([
  [PROTO.ICMP, 'icmp'],
  [PROTO.TCP, 'tcp'],
  [PROTO.UDP, 'udp'],
  [PROTO.GRE, 'gre'],
  [PROTO.SCTP, 'sctp'],
  [PROTO.UDPLITE, 'udplite'],
])

/** Confirmed entries in order of their handles; the kernel's own order is that of its hash. */
export function list(core: Core): string[] {
  const lines: string[] = []
  for (const h of core.table.confirmed()) if (!isOver(core, h)) lines.push(line(core, h))
  return lines
}

export function line(core: Core, h: number): string {
  const { table, env } = core
  const proto = table.proto(h)
  const status = table.status(h)
  const left = Math.floor((table.expires(h) - env.now()) / SECOND)
  const words = [`${(NAMES.get(proto) ?? 'unknown').padEnd(8)} ${proto} ${left}`]
  if (proto === PROTO.TCP) words.push(TCP_STATES[table.tcpState(h)])
  const [zone, back] = [table.extras.zone(2 * h), table.extras.zone(2 * h + 1)]
  words.push(tupleText(core, 2 * h))
  if (zone !== 0 && zone !== back) words.push(`zone-orig=${zone}`)
  if (!(status & IPS.SEEN_REPLY)) words.push('[UNREPLIED]')
  words.push(tupleText(core, 2 * h + 1))
  if (back !== 0 && zone !== back) words.push(`zone-reply=${back}`)
  if (status & IPS.ASSURED) words.push('[ASSURED]')
  words.push(`mark=${table.extras.mark(h)}`)
  if (zone !== 0 && zone === back) words.push(`zone=${zone}`)
  words.push('use=1')
  return words.join(' ')
}

function tupleText(core: Core, record: number): string {
  const { words } = core.table
  const at = tupleAt(record)
  const parts = words[at + PARTS]
  const kind = core.table.proto(record >>> 1)
  const addresses = `src=${formatAddress(words[at + SRC])} dst=${formatAddress(words[at + DST])}`
  if (hasPorts(kind)) return `${addresses} sport=${parts >>> 16} dport=${parts & 0xffff}`
  if (kind === PROTO.ICMP) return `${addresses} type=${(parts >>> 8) & 255} code=${parts & 255} id=${parts >>> 16}`
  if (kind === PROTO.GRE)
    return `${addresses} srckey=0x${(parts >>> 16).toString(16)} dstkey=0x${(parts & 0xffff).toString(16)}`
  return addresses
}
