/** `-p`: the protocol field of the IPv4 header, by name or number. */
import { bang, Wrong } from '../grammar'
import { protocolNumber, protocolText } from '../names'

export interface ProtocolMatch {
  kind: 'protocol'
  proto: number
  not: boolean
}

/** Null for "all", which matches everything and is not kept. */
export function readProtocol(text: string, not: boolean): ProtocolMatch | null {
  const proto = protocolNumber(text)
  if (proto === null)
    throw new Wrong(
      `unknown protocol "${text.toLowerCase()}" specified`,
      'a protocol such as tcp, udp, icmp, or a number to 255',
    )
  if (proto === 0 && not) throw new Wrong('rule would never match protocol', 'a protocol other than "all" after !')
  return proto === 0 ? null : { kind: 'protocol', proto, not }
}

export const printProtocol = (m: ProtocolMatch): string => `${bang(m.not)}-p ${protocolText(m.proto)}`
