/**
 * Which of Wireshark's default colouring rules a packet falls under: the first that holds, in the order of its list. Left
 * out are the rules that need more than the packet itself (Bad TCP) or protocols that nobody here speaks.
 */
import type { PacketSpec } from '../packet/spec'

export type Colour = 'icmp-error' | 'icmp' | 'rst' | 'ttl' | 'checksum' | 'http' | 'syn-fin' | 'tcp' | 'udp' | 'none'

const ERRORS: ReadonlySet<number | undefined> = new Set([3, 4, 5, 11])
/** Its rule for unicast asks for less than five hops left. */
const LOW_TTL = 5

const RULES: readonly [Colour, (spec: PacketSpec) => boolean | undefined][] = [
  ['icmp-error', ({ proto, type }) => proto === 'icmp' && ERRORS.has(type)],
  ['icmp', ({ proto }) => proto === 'icmp'],
  ['rst', (spec) => has(spec, 'R')],
  ['ttl', ({ ttl = 64 }) => ttl < LOW_TTL],
  ['checksum', (spec) => spec.bad_ip_checksum || spec.bad_checksum],
  ['http', ({ proto, sport, dport }) => proto === 'tcp' && (sport === 80 || dport === 80)],
  ['syn-fin', (spec) => has(spec, 'S') || has(spec, 'F')],
  ['tcp', ({ proto }) => proto === 'tcp'],
  ['udp', ({ proto }) => proto === 'udp'],
]

export const colourOf = (spec: PacketSpec): Colour => RULES.find(([, holds]) => holds(spec))?.[0] ?? 'none'

const has = ({ proto, flags = '' }: PacketSpec, flag: string): boolean => proto === 'tcp' && flags.includes(flag)
