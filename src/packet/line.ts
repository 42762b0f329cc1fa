/** A packet as one line, as `tcpdump -nS` prints it: for tests, the command line and logs. */
import { formatAddress } from './address'
import * as icmp from './icmp'
import { icmpText } from './icmp-text'
import * as ipv4 from './ipv4'
import { PROTO, protocolName } from './protocol'
import * as tcp from './tcp'
import { optionText, tcpOptions } from './tcp-options'
import * as udp from './udp'

const LETTERS: readonly [number, string][] = [
  [tcp.FLAG.FIN, 'F'],
  [tcp.FLAG.SYN, 'S'],
  [tcp.FLAG.RST, 'R'],
  [tcp.FLAG.PSH, 'P'],
  [tcp.FLAG.ACK, '.'],
  [tcp.FLAG.URG, 'U'],
  [tcp.FLAG.ECE, 'E'],
  [tcp.FLAG.CWR, 'W'],
]

/** "192.168.1.10.54321 > 198.51.100.4.443: Flags [S], seq 1000, win 64240, length 0". Sequence numbers are absolute. */
export function line(b: Uint8Array): string {
  if (b.length < ipv4.MIN_HEADER || ipv4.version(b) !== 4) return `not IPv4, length ${b.length}`
  const src = formatAddress(ipv4.src(b))
  const dst = formatAddress(ipv4.dst(b))
  const proto = ipv4.proto(b)
  const at = ipv4.payloadAt(b)
  const end = ipv4.endAt(b)
  const length = Math.max(0, end - at)
  const between = (from: string, to: string, what: string) => `${src}${from} > ${dst}${to}: ${what}`

  if (ipv4.fragmentOffset(b) > 0) {
    const place = `offset ${8 * ipv4.fragmentOffset(b)}, length ${length}`
    return between('', '', `${protocolName(proto) ?? `ip-proto-${proto}`} fragment, ${place}`)
  }
  if (proto === PROTO.TCP && length >= tcp.MIN_HEADER)
    return between(`.${tcp.sport(b, at)}`, `.${tcp.dport(b, at)}`, tcpText(b, at, end))
  if (proto === PROTO.UDP && length >= udp.HEADER)
    return between(`.${udp.sport(b, at)}`, `.${udp.dport(b, at)}`, `UDP, length ${length - udp.HEADER}`)
  if (proto === PROTO.ICMP && length >= icmp.HEADER)
    return between('', '', `ICMP ${icmpText(b, at, end)}, length ${length}`)
  return between('', '', `${protocolName(proto) ?? `ip-proto-${proto}`}, length ${length}`)
}

function tcpText(b: Uint8Array, at: number, end: number): string {
  const flags = tcp.flags(b, at)
  const data = Math.max(0, end - at - tcp.headerLength(b, at))
  const seq = tcp.seq(b, at)
  const letters = LETTERS.filter(([bit]) => flags & bit).map(([, letter]) => letter)
  const parts = [`Flags [${letters.join('') || 'none'}]`]
  if (data > 0) parts.push(`seq ${seq}:${(seq + data) >>> 0}`)
  else if (flags & (tcp.FLAG.SYN | tcp.FLAG.FIN | tcp.FLAG.RST)) parts.push(`seq ${seq}`)
  if (flags & tcp.FLAG.ACK) parts.push(`ack ${tcp.ack(b, at)}`)
  parts.push(`win ${tcp.window(b, at)}`)
  if (flags & tcp.FLAG.URG) parts.push(`urg ${tcp.urgent(b, at)}`)
  const options = tcpOptions(b, at)
  if (options.length > 0) parts.push(`options [${options.map(optionText).join(',')}]`)
  parts.push(`length ${data}`)
  return parts.join(', ')
}
