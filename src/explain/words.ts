/** What a packet is called in a sentence, and what it is for. */
import { parse } from '../packet/parse'
import type { PacketSpec } from '../packet/spec'
import type { PacketId } from '../model/trace'
import { packet, type Context } from './context'
import { say } from './text/en'

const { words, purpose, icmpError } = say.packets

/** Null where the bytes are not an IPv4 packet at all. */
export function read(bytes: Uint8Array): PacketSpec | null {
  try {
    return parse(bytes)
  } catch {
    return null
  }
}

export const readPacket = (ctx: Context, id: PacketId): PacketSpec | null => {
  const found = packet(ctx, id)
  return found ? read(found.bytes) : null
}

/** "TCP SYN", "DNS query", "ICMP error". */
export function word(p: PacketSpec | null): string {
  if (!p) return words.other(0)
  if (p.frag) return words.fragment
  if (p.proto === 'tcp') return tcpWord(p)
  if (p.proto === 'udp') return p.dport === 53 ? words.dnsQuery : p.sport === 53 ? words.dnsReply : words.udp
  if (p.proto === 'icmp') {
    if (p.type === 8) return words.echoRequest
    if (p.type === 0) return words.echoReply
    return p.inner ? words.unreachable : words.icmp
  }
  return typeof p.proto === 'number' ? words.other(p.proto) : `${p.proto.toUpperCase()} packet`
}

export const wordOf = (ctx: Context, id: PacketId): string => word(readPacket(ctx, id))

/** "port unreachable", for an ICMP error. */
export const errorWord = (p: PacketSpec): string => icmpError(p.type ?? 0, p.code ?? 0)

function tcpWord(p: PacketSpec): string {
  const has = (flag: string): boolean => p.flags?.includes(flag) ?? false
  if (has('R')) return words.rst
  if (has('S')) return has('A') ? words.synAck : words.syn
  if (has('F')) return words.fin
  if (p.payload) return words.data(p.payload.length / 2)
  return has('A') ? words.ack : words.tcp
}

export function purposeOf(p: PacketSpec | null): string | undefined {
  switch (word(p)) {
    case words.syn:
      return purpose.syn
    case words.synAck:
      return purpose.synAck
    case words.ack:
      return purpose.ack
    case words.fin:
      return purpose.fin
    case words.rst:
      return purpose.rst
    case words.echoRequest:
      return purpose.echoRequest
    case words.echoReply:
      return purpose.echoReply
    default:
      return undefined
  }
}
