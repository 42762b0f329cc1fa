/** A packet as text to take elsewhere: a hex dump that `text2pcap` reads, and Wireshark display filters. */
import { formatAddress } from './address'
import * as icmp from './icmp'
import * as ipv4 from './ipv4'
import { PROTO } from './protocol'
import * as tcp from './tcp'

const WIDTH = 16

/** Sixteen bytes to a line behind their offset, each two digits: what Wireshark copies and `text2pcap -l 101` reads. */
export function hexDump(b: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < b.length; at += WIDTH) {
    const bytes = Array.from(b.subarray(at, at + WIDTH), (byte) => byte.toString(16).padStart(2, '0'))
    lines.push(`${at.toString(16).padStart(4, '0')}   ${bytes.join(' ')}`)
  }
  return lines.join('\n')
}

/**
 * The display filter that shows this packet's conversation, both ways: addresses, and ports or the ICMP identifier. Behind a NAT the
 * same conversation has another filter; this is the one that holds where the packet is now.
 */
export function displayFilter(b: Uint8Array): string {
  if (b.length < ipv4.MIN_HEADER || ipv4.version(b) !== 4) return 'frame'
  const ends = [ipv4.src(b), ipv4.dst(b)].map((a) => `ip.addr==${formatAddress(a)}`)
  return [...ends, ...transport(b)].join(' && ')
}

function transport(b: Uint8Array): string[] {
  const at = ipv4.payloadAt(b)
  const proto = ipv4.proto(b)
  if (ipv4.fragmentOffset(b) > 0 || b.length < at + icmp.HEADER) return [`ip.proto==${proto}`]
  // TCP and UDP begin alike: two ports.
  if (proto === PROTO.TCP) return [tcp.sport(b, at), tcp.dport(b, at)].map((port) => `tcp.port==${port}`)
  if (proto === PROTO.UDP) return [tcp.sport(b, at), tcp.dport(b, at)].map((port) => `udp.port==${port}`)
  if (proto !== PROTO.ICMP) return [`ip.proto==${proto}`]
  return icmp.isError(icmp.type(b, at)) ? ['icmp'] : [`icmp.ident==${icmp.id(b, at)}`]
}
