/** A packet held against a set (`ip_set_test` and the types' `kadt` functions). */
import { mask } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import type { Side } from '../../rules/set-ref'
import type { View } from '../netfilter/view'
import { type Key, NOTHING } from './key'
import type { IpSet, Member } from './set'
import type { Sets } from './sets'

export interface Asked {
  sides: readonly Side[]
  /** What is met counts the packet. */
  counts: boolean
  /** Likewise what is met in the sets of a list. */
  countsInside: boolean
  /** A member that does not fit is passed by. */
  fits(member: Member): boolean
}

/** What a packet is to a set: in it, an exception of it, or neither. */
export type Found = { member: Member; nomatch: boolean } | null

export function findPacket(sets: Sets, set: IpSet, v: View, asked: Asked): Found {
  if (asked.sides.length < set.type.parts.length) return null
  if (set.type.storage === 'list') return inList(sets, set, v, asked)
  const key = keyOfPacket(set, v, asked.sides)
  if (!key) return null
  for (const member of set.holding(key)) {
    if (!meet(set, member, v, asked)) continue
    return { member, nomatch: member.nomatch }
  }
  return null
}

function inList(sets: Sets, list: IpSet, v: View, asked: Asked): Found {
  const inside: Asked = { ...asked, counts: asked.counts && asked.countsInside }
  for (const member of list.live()) {
    const set = sets.find(member.name)
    const found = set && findPacket(sets, set, v, inside)
    if (found && !found.nomatch && meet(list, member, v, asked)) return { member, nomatch: false }
  }
  return null
}

/** It counts before its counters are asked (`ip_set_match_extensions`). */
function meet({ options }: IpSet, member: Member, { b }: View, { counts, fits }: Asked): boolean {
  if (!options.counters) return true
  if (counts) {
    member.packets++
    member.bytes += b.length
  }
  return fits(member)
}

/** What a set of this type would hold for the packet; null where the packet has no such thing. */
export function keyOfPacket({ type, options }: IpSet, v: View, sides: readonly Side[]): Key | null {
  const key = { ...NOTHING }
  for (const [i, part] of type.parts.entries()) {
    const isSource = sides[i] === 'src'
    switch (part) {
      case 'ip':
      case 'net': {
        const ip = isSource ? v.src : v.dst
        if (i > 0) key.ip2 = ip
        else key.ip = (ip & mask(options.netmask)) >>> 0
        break
      }
      case 'port': {
        const port = portOf(v, isSource)
        if (port === null || (type.storage === 'bitmap' && v.proto !== PROTO.TCP && v.proto !== PROTO.UDP)) return null
        key.port = port
        if (type.storage === 'hash') key.proto = v.proto
        break
      }
      case 'iface':
        key.name = isSource ? v.inName : v.outName
        if (key.name === '') return null
        break
      default:
        // Nothing comes with a hardware address here.
        return null
    }
  }
  return type.storage === 'hash' && type.parts[0] === 'ip' && key.ip === 0 ? null : key
}

const SCTP = 132
const UDPLITE = 136

/** `ip_set_get_ip4_port`: null for a fragment that is not the first, and for a header cut short. */
function portOf({ proto, offset, b, at }: View, isSource: boolean): number | null {
  const icmp = proto === PROTO.ICMP
  if (!icmp && proto !== PROTO.TCP && proto !== PROTO.UDP && proto !== SCTP && proto !== UDPLITE) return 0
  if (offset !== 0 || at + (icmp ? 2 : 4) > b.length) return null
  const from = icmp || isSource ? at : at + 2
  return (b[from] << 8) | b[from + 1]
}
