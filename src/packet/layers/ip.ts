/** The IPv4 layer, and what follows it. */
import { formatAddress } from '../address'
import { checksum } from '../checksum'
import * as icmp from '../icmp'
import * as ipv4 from '../ipv4'
import { PROTO, protocolName } from '../protocol'
import * as tcp from '../tcp'
import * as udp from '../udp'
import { icmpLayers } from './icmp'
import { Cursor, hexText, type Layer, payloadLayer } from './layer'
import { tcpLayers } from './tcp'
import { udpLayers } from './udp'

/** A packet, or the start of one: `at` to `end` is what there is of it. */
export function ipLayers(b: Uint8Array, at: number, end: number): Layer[] {
  const header = end - at >= ipv4.MIN_HEADER ? Math.max(ipv4.headerLength(b, at), ipv4.MIN_HEADER) : 0
  if (header === 0 || at + header > end || ipv4.version(b, at) !== 4) return payloadLayer(b, at, end, 'Data')
  const claimed = at + ipv4.totalLength(b, at)
  const body = at + header
  const stop = Math.max(body, Math.min(claimed, end))
  return [
    ipLayer(b, at, header),
    ...transport(b, at, body, stop, claimed > end),
    ...payloadLayer(b, stop, end, 'Trailer'),
  ]
}

function ipLayer(b: Uint8Array, at: number, header: number): Layer {
  const c = new Cursor(b, at)
  c.number('ip.version', 'Version', 4)
  c.number('ip.hdr_len', 'IHL', 4, (n) => `${n * 4} bytes`)
  c.number('ip.dsfield', 'Type of Service', 8, hexText(2))
  c.number('ip.len', 'Total Length', 16)
  c.number('ip.id', 'Identification', 16, hexText(4))
  c.number('ip.flags.rb', 'Reserved', 1)
  c.number('ip.flags.df', 'DF', 1)
  c.number('ip.flags.mf', 'MF', 1)
  c.number('ip.frag_offset', 'Fragment Offset', 13, (n) => `${n * 8}`)
  c.number('ip.ttl', 'Time to Live', 8)
  c.number('ip.proto', 'Protocol', 8, (n) => (protocolName(n) ? `${n} (${protocolName(n)})` : `${n}`))
  const check = c.number('ip.checksum', 'Header Checksum', 16, hexText(4))
  check.check = checksum(b, at, at + header) === 0 ? 'correct' : 'wrong'
  c.number('ip.src', 'Source Address', 32, formatAddress)
  c.number('ip.dst', 'Destination Address', 32, formatAddress)
  c.bytesTo('ip.options', 'Options', at + header)
  return { name: 'IPv4', rfc: 'RFC 791 §3.1', offset: at, length: header, fields: c.fields }
}

function transport(b: Uint8Array, at: number, body: number, end: number, cut: boolean): Layer[] {
  const proto = ipv4.proto(b, at)
  const length = end - body
  if (ipv4.fragmentOffset(b, at) > 0) return payloadLayer(b, body, end, 'Fragment')
  // A checksum covers the whole message: of a part of it nothing can be said.
  const whole = !cut && !ipv4.moreFragments(b, at)
  const ends = { src: ipv4.src(b, at), dst: ipv4.dst(b, at), whole }
  if (proto === PROTO.TCP && length >= tcp.MIN_HEADER) return tcpLayers(b, body, end, ends)
  if (proto === PROTO.UDP && length >= udp.HEADER) return udpLayers(b, body, end, ends)
  if (proto === PROTO.ICMP && length >= icmp.HEADER) return icmpLayers(b, body, end, whole, ipLayers)
  if (proto === PROTO.TCP && length >= 8 && cut) return tcpStart(b, body, end)
  return payloadLayer(b, body, end)
}

/** The eight bytes that an ICMP error must carry of what it is about (RFC 792). */
function tcpStart(b: Uint8Array, at: number, end: number): Layer[] {
  const c = new Cursor(b, at)
  c.number('tcp.srcport', 'Source Port', 16)
  c.number('tcp.dstport', 'Destination Port', 16)
  c.number('tcp.seq', 'Sequence Number', 32)
  return [
    { name: 'TCP (cut short)', rfc: 'RFC 9293 §3.1', offset: at, length: 8, fields: c.fields },
    ...payloadLayer(b, at + 8, end),
  ]
}
