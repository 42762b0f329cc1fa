/** What an ICMP message says, in the words tcpdump uses (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1). */
import { formatAddress } from './address'
import { u16 } from './bytes'
import * as icmp from './icmp'
import * as ipv4 from './ipv4'
import { protocolName } from './protocol'

const TYPES: Readonly<Record<number, string>> = {
  0: 'echo reply',
  3: 'unreachable',
  4: 'source quench',
  5: 'redirect',
  8: 'echo request',
  9: 'router advertisement',
  10: 'router solicitation',
  11: 'time exceeded',
  12: 'parameter problem',
  13: 'time stamp query',
  14: 'time stamp reply',
  15: 'information request',
  16: 'information reply',
  17: 'address mask request',
  18: 'address mask reply',
}

/** Codes of "unreachable"; the words with a dollar stand for parts of the packet inside. */
const UNREACHABLE: readonly string[] = [
  'net $h unreachable',
  'host $h unreachable',
  '$h protocol $proto unreachable',
  '$h $proto port $port unreachable',
  '$h unreachable - need to frag (mtu $mtu)',
  '$h unreachable - source route failed',
  'net $h unreachable - unknown',
  'host $h unreachable - unknown',
  '$h unreachable - source host isolated',
  'net $h unreachable - admin prohibited',
  'host $h unreachable - admin prohibited',
  'net $h unreachable - tos prohibited',
  'host $h unreachable - tos prohibited',
  'host $h unreachable - admin prohibited filter',
  'host $h unreachable - host precedence violation',
  'host $h unreachable - precedence cutoff',
]

/** "echo request", "unreachable"; "type-42" where there is no name. */
export const icmpTypeName = (type: number): string => TYPES[type] ?? `type-${type}`

/** A short name of the code where the type has several: "port", "net", "in-transit"; null otherwise. */
export function icmpCodeName(type: number, code: number): string | null {
  const names =
    type === icmp.TYPE.UNREACHABLE
      ? [
          'net',
          'host',
          'protocol',
          'port',
          'fragmentation needed',
          'source route failed',
          'net unknown',
          'host unknown',
          'source isolated',
          'net prohibited',
          'host prohibited',
          'net for TOS',
          'host for TOS',
          'admin prohibited',
          'host precedence',
          'precedence cutoff',
        ]
      : type === icmp.TYPE.TIME_EXCEEDED
        ? ['in transit', 'reassembly']
        : type === icmp.TYPE.REDIRECT
          ? ['for net', 'for host', 'for TOS and net', 'for TOS and host']
          : []
  return names[code] ?? null
}

/** One phrase for the message at `at`, without its length: "echo request, id 7, seq 1". */
export function icmpText(b: Uint8Array, at: number, end: number): string {
  const type = icmp.type(b, at)
  const code = icmp.code(b, at)
  if (type === icmp.TYPE.ECHO || type === icmp.TYPE.ECHO_REPLY)
    return `${icmpTypeName(type)}, id ${icmp.id(b, at)}, seq ${icmp.seq(b, at)}`
  if (type === icmp.TYPE.TIME_EXCEEDED) return code === 1 ? 'ip reassembly time exceeded' : 'time exceeded in-transit'
  const inner = icmp.innerAt(at)
  if (type !== icmp.TYPE.UNREACHABLE || end - inner < ipv4.MIN_HEADER) return icmpTypeName(type)
  const ports = ipv4.payloadAt(b, inner)
  const words: Record<string, string> = {
    $h: formatAddress(ipv4.dst(b, inner)),
    $proto: protocolName(ipv4.proto(b, inner)) ?? `${ipv4.proto(b, inner)}`,
    $port: ports + 4 <= end ? `${u16(b, ports + 2)}` : '?',
    $mtu: `${icmp.rest(b, at) & 0xffff}`,
  }
  return (UNREACHABLE[code] ?? `$h unreachable - #${code}`).replace(/\$\w+/g, (word) => words[word])
}
