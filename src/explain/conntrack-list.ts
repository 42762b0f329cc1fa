/** The text of `conntrack -L` (conntrack-tools 1.4.7), to the byte. */
import type { Entry, Tuple } from '../model/conntrack'
import { SECOND, type Micros } from '../model/time'

const NAMES: Record<number, string> = {
  1: 'icmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  47: 'gre',
  58: 'icmpv6',
  132: 'sctp',
  136: 'udplite',
}

/** What conntrack-tools calls an IP protocol: "tcp", and "unknown" where it knows no name. */
export const protocolName = (proto: number): string => NAMES[proto] ?? 'unknown'

const hex = (key: number | undefined): string => `0x${(key ?? 0).toString(16)}`

function tuple(t: Tuple): string {
  const ends = `src=${t.src} dst=${t.dst}`
  if (t.proto === 47) return `${ends} srckey=${hex(t.sport)} dstkey=${hex(t.dport)}`
  if (t.sport !== undefined) return `${ends} sport=${t.sport} dport=${t.dport}`
  if (t.id !== undefined) return `${ends} type=${t.type ?? 0} code=${t.code ?? 0} id=${t.id}`
  return ends
}

/** One entry's row at time `now`. Entries that no one refreshes show 0 until they are swept away. */
export function conntrackRow(entry: Entry, now: Micros): string {
  const left = Math.max(0, Math.floor(((entry.expires ?? now) - now) / SECOND))
  const words = [
    `${protocolName(entry.original.proto).padEnd(8)} ${entry.original.proto} ${left}`,
    ...(entry.tcp ? [entry.tcp] : []),
    tuple(entry.original),
    ...(entry.seenReply ? [] : ['[UNREPLIED]']),
    tuple(entry.reply),
    ...(entry.assured ? ['[ASSURED]'] : []),
    `mark=${entry.mark} use=1`,
  ]
  return words.join(' ')
}

/** What the command says on its error channel when it is done. An unconfirmed entry is not in the table, so not counted. */
export const conntrackSummary = (shown: number): string =>
  `conntrack v1.4.7 (conntrack-tools): ${shown} flow entries have been shown.`
