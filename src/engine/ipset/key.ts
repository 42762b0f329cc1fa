/** What one element of a set is, whatever the set's type: the fields that a type has no use for are 0 or "". */
import { formatAddress } from '../../packet/address'
import { ICMP_NAMES } from '../../rules/match/icmp'
import { protocolText } from '../../rules/names'
import { PROTO } from '../../packet/protocol'
import type { SetType } from './types'

export interface Key {
  ip: number
  /** Prefix length of `ip`; 32 for an address. */
  bits: number
  proto: number
  /** For ICMP the type in the upper byte, the code in the lower. */
  port: number
  ip2: number
  bits2: number
  /** Of an interface or a set; an Ethernet address. */
  name: string
}

export const NOTHING: Key = { ip: 0, bits: 32, proto: 0, port: 0, ip2: 0, bits2: 32, name: '' }

/** The same for equal elements only. */
export const idOf = (k: Key): string => `${k.ip}/${k.bits},${k.proto}:${k.port},${k.ip2}/${k.bits2},${k.name}`

/** As `ipset list` prints it. */
export function textOf(type: SetType, k: Key): string {
  const parts = type.parts.map((part, i) => {
    switch (part) {
      case 'ip':
      case 'net':
        return i === 0 ? addressText(k.ip, k.bits) : addressText(k.ip2, k.bits2)
      case 'port':
        return type.storage === 'bitmap' ? String(k.port) : `${protocolText(k.proto)}:${portText(k)}`
      default:
        return k.name
    }
  })
  return parts.filter((text) => text !== '').join(',')
}

const addressText = (ip: number, bits: number): string => formatAddress(ip) + (bits < 32 ? `/${bits}` : '')

/** Names of ICMP messages: one of a type whose codes have names of their own is none. */
const ICMP = ICMP_NAMES.filter(
  ([type, code]) => type < 255 && (code !== null || !ICMP_NAMES.some(([t, c]) => t === type && c !== null)),
)

export const icmpCalled = (name: string): number | null => {
  const found = ICMP.find(([, , ...names]) => names.includes(name))
  return found ? (found[0] << 8) | (found[1] ?? 0) : null
}

function portText({ proto, port }: Key): string {
  if (proto !== PROTO.ICMP) return String(port)
  const found = ICMP.find(([type, code]) => ((type << 8) | (code ?? 0)) === port)
  return found ? found[2] : `${port >> 8}/${port & 255}`
}
