/** HMARK: a mark that is a hash of both ends, the same for a packet and its answer (`hmark_tg_v4`). */
import { mask as netmask } from '../../../packet/address'
import { u16 } from '../../../packet/bytes'
import * as icmp from '../../../packet/icmp'
import * as ipv4 from '../../../packet/ipv4'
import { PROTO } from '../../../packet/protocol'
import type { TargetOf } from '../../../rules/ruleset'
import { finish } from '../../nat/addresses'
import type { View } from '../view'
import { type Act, CONTINUE } from './act'

interface Ends {
  src: number
  dst: number
  proto: number
  sport: number
  dport: number
}

/** What `jhash_3words` is begun with, the seed added. */
const JHASH = 0xdeadbeef + 12

export function hmark({ fields, ct, rnd, mod, offset = 0 }: TargetOf<'HMARK'>): Act {
  const [srcMask, dstMask] = [netmask(fields['src-prefix'] ?? 0), netmask(fields['dst-prefix'] ?? 0)]
  const halves = (of: '' | '-mask'): [number, number] => {
    const spi = fields[`spi${of}`] ?? 0
    return [(spi >>> 16) | (fields[`sport${of}`] ?? 0), (spi & 0xffff) | (fields[`dport${of}`] ?? 0)]
  }
  const [masks, sets] = [halves('-mask'), halves('')]
  return (v) => {
    const ends = ct ? endsOfConnection(v) : endsOfPacket(v)
    if (ends === null) return CONTINUE
    const src = (ends.src & srcMask) >>> 0
    const dst = (ends.dst & dstMask) >>> 0
    const hasPorts = ends.sport >= 0
    const ports = [ends.sport, ends.dport].map((port, i) => (hasPorts ? (port & masks[i]) | sets[i] : 0))
    const both = (Math.max(...ports) << 16) | Math.min(...ports)
    const begin = (JHASH + rnd) | 0
    const word = (n: number): number => (begin + n) | 0
    const hash = finish(word(Math.min(src, dst)), word(Math.max(src, dst)), word(both))
    const mixed = (hash ^ (ends.proto & (fields['proto-mask'] ?? 0))) >>> 0
    v.skb.mark = (Number((BigInt(mixed) * BigInt(mod)) >> 32n) + offset) >>> 0
    return CONTINUE
  }
}

const NO_PORTS = { sport: -1, dport: -1 }

/** The sources of both directions: where it began, and who answers. */
function endsOfConnection({ conntrack, skb }: View): Ends | null {
  if (skb.ct === 0) return null
  const ends = {
    src: conntrack.address(skb, 'original', 'src'),
    dst: conntrack.address(skb, 'reply', 'src'),
    proto: conntrack.proto(skb),
  }
  if (ends.proto === PROTO.ICMP) return { ...ends, ...NO_PORTS }
  return { ...ends, sport: conntrack.port(skb, 'original', 'src'), dport: conntrack.port(skb, 'reply', 'src') }
}

/** Where in the header the ports are, or the SPI (`proto_ports_offset`). */
const PORTS_AT: ReadonlyMap<number, number> = new Map([
  [PROTO.TCP, 0],
  [PROTO.UDP, 0],
  [PROTO.SCTP, 0],
  [33, 0],
  [50, 0],
  [51, 4],
  [136, 0],
])

/** Of an ICMP error, those of the packet it is about. */
function endsOfPacket({ b, at, end, proto }: View): Ends | null {
  let ip = 0
  if (proto === PROTO.ICMP && at + icmp.HEADER <= end && icmp.isError(icmp.type(b, at))) ip = icmp.innerAt(at)
  if (ip + ipv4.MIN_HEADER > end) return null
  const ends = { src: ipv4.src(b, ip), dst: ipv4.dst(b, ip), proto: ipv4.proto(b, ip) }
  const place = PORTS_AT.get(ends.proto)
  const ports = ipv4.payloadAt(b, ip) + (place ?? 0)
  if (place === undefined || ipv4.isFragment(b, ip) || ports + 4 > end) return { ...ends, ...NO_PORTS }
  return { ...ends, sport: u16(b, ports), dport: u16(b, ports + 2) }
}
