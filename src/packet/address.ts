/** IPv4 addresses as unsigned 32-bit numbers, and CIDR prefixes (RFC 4632). */

export interface Prefix {
  /** As written: host bits are kept, so that an interface's "192.168.1.1/24" is one value. */
  address: number
  /** 0 to 32. */
  bits: number
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/

/** Dotted quad, four decimal numbers without leading zeros; null for anything else. */
export function parseAddress(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0
  for (const part of parts) {
    if (!OCTET.test(part)) return null
    const octet = Number(part)
    if (octet > 255) return null
    value = value * 256 + octet
  }
  return value
}

export const formatAddress = (a: number): string => `${a >>> 24}.${(a >>> 16) & 255}.${(a >>> 8) & 255}.${a & 255}`

/** Only for text that the program itself wrote or has validated; throws RangeError otherwise. */
export function address(text: string): number {
  const value = parseAddress(text)
  if (value === null) throw new RangeError(`not an IPv4 address: "${text}"`)
  return value
}

/** "192.168.1.0/24", or a bare address as /32; null for anything else. */
export function parsePrefix(text: string): Prefix | null {
  const slash = text.indexOf('/')
  const value = parseAddress(slash < 0 ? text : text.slice(0, slash))
  if (value === null) return null
  if (slash < 0) return { address: value, bits: 32 }
  const bits = text.slice(slash + 1)
  if (!/^(?:0|[1-9]\d?)$/.test(bits) || Number(bits) > 32) return null
  return { address: value, bits: Number(bits) }
}

/** Only for text that the program itself wrote or has validated; throws RangeError otherwise. */
export function prefix(text: string): Prefix {
  const value = parsePrefix(text)
  if (value === null) throw new RangeError(`not an IPv4 prefix: "${text}"`)
  return value
}

/** The netmask of a prefix length: 24 → 255.255.255.0. */
export const mask = (bits: number): number => (bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0)

/** The first address of the prefix. */
export const network = (p: Prefix): number => (p.address & mask(p.bits)) >>> 0

/** The last address of the prefix. */
export const broadcast = (p: Prefix): number => (p.address | ~mask(p.bits)) >>> 0

export const inPrefix = (a: number, p: Prefix): boolean => ((a ^ p.address) & mask(p.bits)) === 0

export const formatPrefix = (p: Prefix): string => `${formatAddress(p.address)}/${p.bits}`

/** How many leading ones a netmask has, or null when it is not a run of ones: 255.255.0.0 → 16. */
export function maskBits(netmask: number): number | null {
  const bits = Math.clz32(~netmask)
  return mask(bits) === netmask >>> 0 ? bits : null
}
