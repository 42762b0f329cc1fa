/** The words on a packet's card, read from its bytes. */
import { parse } from '../packet/parse'
import type { PacketSpec } from '../packet/spec'
import { colourOf, type Colour } from './wireshark'

/** An end of a packet: what `from` and `to` show. */
export interface End {
  address: string
  /** TCP, UDP and SCTP. */
  port?: number
}

export interface Facts {
  /** "TCP", "UDP", "ICMP", "GRE", "protocol 89". */
  proto: string
  /** What kind of packet: "SYN", "SYN-ACK", "echo request", "port unreachable". Empty when there is nothing to say. */
  what: string
  src: End
  dst: End
  /** ICMP queries: what conntrack uses in place of ports. */
  id?: number
  ttl: number
  /** Whole packet, in bytes. */
  length: number
  /** Bytes that TCP or UDP carries. */
  payload: number
  /** By Wireshark's default rules. */
  colour: Colour
  /** The packet inside an ICMP error. */
  inner?: Facts
}

const FLAG_NAME: Readonly<Record<string, string>> = {
  S: 'SYN',
  A: 'ACK',
  F: 'FIN',
  R: 'RST',
  P: 'PSH',
  U: 'URG',
  E: 'ECE',
  C: 'CWR',
}

/** IANA "ICMP Type Numbers", the ones that this world says. */
const ICMP_NAME: Readonly<Record<number, string>> = {
  0: 'echo reply',
  3: 'unreachable',
  4: 'source quench',
  5: 'redirect',
  8: 'echo request',
  11: 'time exceeded',
  12: 'parameter problem',
  13: 'timestamp request',
  14: 'timestamp reply',
}
const UNREACHABLE_NAME: Readonly<Record<number, string>> = {
  0: 'net unreachable',
  1: 'host unreachable',
  2: 'protocol unreachable',
  3: 'port unreachable',
  4: 'fragmentation needed',
  9: 'net prohibited',
  10: 'host prohibited',
  13: 'admin prohibited',
}

const known = new WeakMap<Uint8Array, Facts>()

/** Views hand out the same bytes again and again, so what was read from them is kept. */
export function factsOf(bytes: Uint8Array): Facts {
  let facts = known.get(bytes)
  if (!facts) {
    facts = tell(parse(bytes), bytes.length)
    known.set(bytes, facts)
  }
  return facts
}

function tell(spec: PacketSpec, length: number): Facts {
  return {
    proto: protoName(spec.proto),
    what: whatOf(spec),
    src: { address: spec.src, port: spec.sport },
    dst: { address: spec.dst, port: spec.dport },
    id: spec.proto === 'icmp' ? spec.id : undefined,
    ttl: spec.ttl ?? 64,
    length,
    payload: (spec.payload ?? '').length / 2,
    colour: colourOf(spec),
    inner: spec.inner && tell(spec.inner, 0),
  }
}

const protoName = (proto: PacketSpec['proto']): string =>
  typeof proto === 'number' ? `protocol ${proto}` : proto.toUpperCase()

function whatOf(spec: PacketSpec): string {
  if (spec.proto === 'tcp') {
    const names = (spec.flags ?? '').split('').map((letter) => FLAG_NAME[letter] ?? letter)
    const bare = spec.flags === 'A' || spec.flags === 'AP' || spec.flags === 'PA'
    if (bare && spec.payload) return 'data'
    if (names.length === 2 && names.includes('SYN') && names.includes('ACK')) return 'SYN-ACK'
    // PSH says nothing about the conversation, nor does the ACK that every segment but the first has: an end is an end.
    const ends = names.includes('FIN') || names.includes('RST')
    const told = names.filter((n) => n !== 'PSH' && !(ends && n === 'ACK'))
    return (told.length > 0 ? told : names).join(' ')
  }
  if (spec.proto === 'icmp') {
    if (spec.type === 3) return UNREACHABLE_NAME[spec.code ?? 0] ?? 'unreachable'
    return ICMP_NAME[spec.type ?? -1] ?? `type ${spec.type}`
  }
  if (spec.proto === 'udp' && (spec.dport === 53 || spec.sport === 53))
    return spec.dport === 53 ? 'DNS query' : 'DNS reply'
  return ''
}

export const titleOf = (facts: Facts): string => (facts.what ? `${facts.proto} ${facts.what}` : facts.proto)

export const endText = ({ address, port }: End): string => (port === undefined ? address : `${address}:${port}`)
