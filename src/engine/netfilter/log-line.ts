/** A LOG line as the kernel writes it (`nf_log_ip_packet`), on interfaces that have no hardware addresses. */
import { formatAddress } from '../../packet/address'
import { toHex, u16, u32 } from '../../packet/bytes'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import * as udp from '../../packet/udp'
import type { LogTarget } from '../../rules/target/log'
import type { View } from './view'

/** `lo` alone has a hardware header: two addresses of zeros, and the EtherType of IPv4. Programs run as root. */
const LOOPBACK_MAC = 'MAC=00:00:00:00:00:00:00:00:00:00:00:00:08:00 '

type Flags = Pick<LogTarget, 'tcpSequence' | 'tcpOptions' | 'ipOptions'>

export function logLine(v: View, target: LogTarget): string {
  const mac = v.inName === '' ? '' : v.inName === 'lo' ? LOOPBACK_MAC : 'MAC= '
  const owner = target.uid && v.skb.socket > 0 ? 'UID=0 GID=0 ' : ''
  const mark = v.skb.mark === 0 ? '' : `MARK=0x${v.skb.mark.toString(16)} `
  const text = packet(v.b, 0, target, true)
  const rest = CUT_SHORT.test(text) ? '' : owner + mark
  return `${target.prefix}IN=${v.inName} OUT=${v.outName} ${mac}${text}${rest}`
}

/** Where the kernel gives up it says nothing of owner and mark. */
const CUT_SHORT = /PROTO=(?:TCP|UDP|UDPLITE) INCOMPLETE \[\d+ bytes\] $|TRUNCATED\)?$/

const hexByte = (n: number): string => `0x${n.toString(16).toUpperCase().padStart(2, '0')}`

/** From the IP header at `at`; what an ICMP error carries is shown in brackets, but not again inside that. */
function packet(b: Uint8Array, at: number, flags: Flags, outer: boolean): string {
  if (b.length - at < ipv4.MIN_HEADER) return 'TRUNCATED'
  const tos = ipv4.tos(b, at)
  const word = u16(b, at + ipv4.OFFSET.FRAGMENT)
  const offset = ipv4.fragmentOffset(b, at)
  const end = b.length
  const next = ipv4.payloadAt(b, at)
  const parts = [
    `SRC=${formatAddress(ipv4.src(b, at))}`,
    `DST=${formatAddress(ipv4.dst(b, at))}`,
    `LEN=${ipv4.totalLength(b, at)}`,
    `TOS=${hexByte(tos & 0x1e)}`,
    `PREC=${hexByte(tos & 0xe0)}`,
    `TTL=${ipv4.ttl(b, at)}`,
    `ID=${ipv4.id(b, at)}`,
    word & 0x8000 ? 'CE' : '',
    word & ipv4.DF ? 'DF' : '',
    word & ipv4.MF ? 'MF' : '',
    offset ? `FRAG:${offset}` : '',
    flags.ipOptions && next - at > ipv4.MIN_HEADER ? `OPT (${toHex(b, at + 20, next).toUpperCase()})` : '',
  ]
  const head = parts.filter(Boolean).join(' ')
  return `${head} ${transport(b, next, end, ipv4.proto(b, at), offset !== 0, flags, outer)}`
}

function transport(
  b: Uint8Array,
  at: number,
  end: number,
  proto: number,
  later: boolean,
  flags: Flags,
  outer: boolean,
): string {
  const short = (least: number): string | null =>
    end - at < least ? `INCOMPLETE [${Math.max(0, end - at)} bytes] ` : null
  switch (proto) {
    case PROTO.TCP:
      return later ? 'PROTO=TCP ' : `PROTO=TCP ${short(tcp.MIN_HEADER) ?? tcpFields(b, at, flags)}`
    case PROTO.UDP:
    case PROTO.UDPLITE: {
      const name = proto === PROTO.UDP ? 'UDP' : 'UDPLITE'
      if (later) return `PROTO=${name} `
      const fields = `SPT=${udp.sport(b, at)} DPT=${udp.dport(b, at)} LEN=${udp.length(b, at)} `
      return `PROTO=${name} ${short(udp.HEADER) ?? fields}`
    }
    case PROTO.ICMP:
      return later ? 'PROTO=ICMP ' : `PROTO=ICMP ${short(icmp.HEADER) ?? icmpFields(b, at, flags, outer)}`
    case PROTO.AH:
    case PROTO.ESP: {
      const name = proto === PROTO.AH ? 'AH' : 'ESP'
      if (later && proto === PROTO.AH) return ''
      const spi = proto === PROTO.AH ? at + 4 : at
      return later
        ? `PROTO=${name} `
        : `PROTO=${name} ${short(proto === PROTO.AH ? 12 : 8) ?? `SPI=0x${u32(b, spi).toString(16)} `}`
    }
    default:
      return `PROTO=${proto} `
  }
}

/** Accurate ECN has taken the lowest of the four reserved bits. */
const AE = 1
const FLAG_NAMES = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const

function tcpFields(b: Uint8Array, at: number, flags: Flags): string {
  const bits = tcp.flags(b, at)
  const reserved = b[at + tcp.OFFSET.DATA] & 15
  return [
    `SPT=${tcp.sport(b, at)} DPT=${tcp.dport(b, at)}`,
    flags.tcpSequence ? `SEQ=${tcp.seq(b, at)} ACK=${tcp.ack(b, at)}` : '',
    `WINDOW=${tcp.window(b, at)} RES=0x${((reserved & ~AE) << 2).toString(16).padStart(2, '0')}`,
    reserved & AE ? 'AE' : '',
    ...FLAG_NAMES.filter((name) => bits & tcp.FLAG[name]),
    `URGP=${tcp.urgent(b, at)}`,
  ]
    .filter(Boolean)
    .map((part) => `${part} `)
    .join('')
    .concat(flags.tcpOptions ? options(b, at) : '')
}

function options(b: Uint8Array, at: number): string {
  const end = at + tcp.headerLength(b, at)
  if (end <= at + tcp.MIN_HEADER) return ''
  return end > b.length ? 'OPT (TRUNCATED)' : `OPT (${toHex(b, at + tcp.OFFSET.OPTIONS, end).toUpperCase()}) `
}

/** Bytes that a message of a type must have. */
const NEEDED: ReadonlyMap<number, number> = new Map([
  [icmp.TYPE.TIMESTAMP, 20],
  [icmp.TYPE.TIMESTAMP_REPLY, 20],
  [icmp.TYPE.ADDRESS_MASK, 12],
  [icmp.TYPE.ADDRESS_MASK_REPLY, 12],
])

function icmpFields(b: Uint8Array, at: number, flags: Flags, outer: boolean): string {
  const type = icmp.type(b, at)
  const code = icmp.code(b, at)
  const head = `TYPE=${type} CODE=${code} `
  if (type === icmp.TYPE.ECHO || type === icmp.TYPE.ECHO_REPLY)
    return `${head}ID=${icmp.id(b, at)} SEQ=${icmp.seq(b, at)} `
  const needed = icmp.isError(type) ? icmp.HEADER + ipv4.MIN_HEADER : (NEEDED.get(type) ?? 0)
  if (b.length - at < needed) return `${head}INCOMPLETE [${b.length - at} bytes] `
  if (type === icmp.TYPE.PARAMETER_PROBLEM) return `${head}PARAMETER=${icmp.rest(b, at) >>> 24} `
  if (!icmp.isError(type)) return head
  const gateway = type === icmp.TYPE.REDIRECT ? `GATEWAY=${formatAddress(icmp.rest(b, at))} ` : ''
  const inner = outer ? `[${packet(b, icmp.innerAt(at), flags, false)}] ` : ''
  const mtu =
    type === icmp.TYPE.UNREACHABLE && code === icmp.UNREACHABLE.FRAGMENTATION_NEEDED
      ? `MTU=${icmp.rest(b, at) & 0xffff} `
      : ''
  return head + gateway + inner + mtu
}
