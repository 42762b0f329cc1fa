/** `conntrack -o save`: an entry as the words that would make it again. */
import { formatAddress } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { protocolText } from '../../rules/names'
import { TCP_STATES } from '../../model/tcp'
import { IPS, NAT_MASK } from '../conntrack/status'
import type { EntryRow } from './entry-row'

const STATUS = [
  ['EXPECTED', IPS.EXPECTED],
  ['SEEN_REPLY', IPS.SEEN_REPLY],
  ['ASSURED', IPS.ASSURED],
  ['FIXED_TIMEOUT', IPS.FIXED_TIMEOUT],
] as const

export function saved({ proto, hasPorts, status, zone, state, left, original, reply }: EntryRow): string {
  const set = STATUS.filter(([, bit]) => status & bit).map(([name]) => name)
  const words = [
    `-A -t ${left} -u ${set.join(',') || 'UNSET'}${zone === 0 ? '' : ` -w ${zone}`}`,
    `-s ${formatAddress(original.src)} -d ${formatAddress(original.dst)}`,
    // A translated end is named so that it would be translated again.
    `${status & NAT_MASK && reply.src !== original.dst ? '-g' : '-r'} ${formatAddress(reply.src)}`,
    `${status & NAT_MASK && reply.dst !== original.src ? '-n' : '-q'} ${formatAddress(reply.dst)}`,
    `-p ${protocolText(proto)}`,
  ]
  if (hasPorts)
    words.push(
      `--sport ${original.sport} --dport ${original.dport}`,
      `--reply-port-src ${reply.sport} --reply-port-dst ${reply.dport}`,
    )
  if (proto === PROTO.ICMP)
    words.push(`--icmp-type ${original.type} --icmp-code ${original.code} --icmp-id ${original.id}`)
  if (proto === PROTO.TCP) words.push(`--state ${TCP_STATES[state]}`)
  return words.join(' ')
}
