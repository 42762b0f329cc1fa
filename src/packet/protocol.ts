/** IP protocol numbers (IANA "Assigned Internet Protocol Numbers") and the names that `/etc/protocols` gives them. */

export const PROTO = {
  ICMP: 1,
  TCP: 6,
  UDP: 17,
  GRE: 47,
  ESP: 50,
  AH: 51,
  ICMPV6: 58,
  SCTP: 132,
  UDPLITE: 136,
} as const

const NAMES = new Map<string, number>([
  ['icmp', PROTO.ICMP],
  ['tcp', PROTO.TCP],
  ['udp', PROTO.UDP],
  ['gre', PROTO.GRE],
  ['esp', PROTO.ESP],
  ['ah', PROTO.AH],
  ['icmpv6', PROTO.ICMPV6],
  ['sctp', PROTO.SCTP],
  ['udplite', PROTO.UDPLITE],
])

const BY_NUMBER = new Map([...NAMES].map(([name, n]) => [n, name]))

/** 6 → "tcp"; null where there is no common name. */
export const protocolName = (n: number): string | null => BY_NUMBER.get(n) ?? null

/** A name or a decimal number from 0 to 255; null for anything else. */
export function protocolNumber(text: string): number | null {
  const named = NAMES.get(text.toLowerCase())
  if (named !== undefined) return named
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null
}
