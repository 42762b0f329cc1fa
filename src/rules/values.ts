/** Readers of the values that options take. Each throws `Wrong` in iptables' words, or gives the value. */
import { formatAddress, mask, maskBits, parseAddress } from '../packet/address'
import { Wrong, type Reading } from './grammar'
import { parseInteger } from './integer'
import { portNumber } from './names'

/** Thrown for a value that iptables takes and the engine does not know, such as an IPv6 address. */
export class Unmodelled extends Error {}

/** Both ends belong to it. */
export interface Range {
  from: number
  to: number
}

/** Bits outside `mask` do not count. */
export interface Masked {
  value: number
  mask: number
}

/** A whole number from `min` to `max` that an extension's option takes. */
export function integer(r: Reading, min: number, max: number): number {
  const n = parseInteger(r.args[0])
  if (n === null || n < min || n > max)
    throw new Wrong(
      `${r.extension}: bad value for option "${r.option}", or out of range (${min}-${max}).`,
      `a whole number from ${min} to ${max}`,
    )
  return n
}

/** iptables' complaint about what an extension's option was given. */
export const badValue = (r: Reading, expected: string, text = r.args[0]): Wrong =>
  new Wrong(`${r.extension}: Bad value for "${r.option}" option: "${text}"`, expected)

/** "100", "100:200", ":200", "100:": 16-bit numbers. A range may be the wrong way round. */
export function range16(r: Reading): Range {
  const parts = r.args[0].split(':')
  if (parts.length > 2)
    throw new Wrong(`${r.extension}: Too many components for option "${r.option}" (max: 2)`, 'a number or a range')
  const [from, to] = parts.map((part, i) => {
    const n = part === '' ? i && 0xffff : parseInteger(part)
    if (n !== null && n <= 0xffff) return n
    const rest = /^\d+(?=\D)/.test(part) && part.replace(/^(?:0x[\da-f]*|\d+)/i, '')
    throw new Wrong(
      rest
        ? `${r.extension}: Argument to "${r.option}" has unexpected characters near "${rest}".`
        : `${r.extension}: bad value for option "${r.option}" near "${part}", or out of range (0-65535).`,
      'a number from 0 to 65535 or a range such as 100:200',
    )
  })
  return { from, to: to ?? from }
}

/** A prefix length, be it too long for IPv4, or a netmask. */
export function prefixLength(r: Reading): number {
  const [text] = r.args
  const bits = /^\d+$/.test(text) ? Number(text) : maskBits(parseAddress(text) ?? 1)
  if (bits !== null && bits <= 255) return bits
  throw new Wrong(
    `${r.extension}: bad value for option "${r.option}", neither a valid network mask nor valid CIDR (0-32).`,
    'a prefix length from 0 to 32 or a netmask',
  )
}

/** A number, and then something. */
const trails = (part = ''): boolean => !['', part].includes(part.replace(/^(?:0x[\da-f]+|\d+)/i, ''))

/** "0x10/0xff", or a value alone with every bit counting. */
export function marked(r: Reading): Masked {
  const [value, bits, more] = r.args[0].split('/')
  if (more !== undefined || trails(value) || trails(bits))
    throw new Wrong(
      `${r.extension}: trailing garbage after value for option "${r.option}".`,
      'a mark such as 0x10 or 0x10/0xff',
    )
  const parts = [parseInteger(value), bits === undefined ? 0xffffffff : parseInteger(bits)]
  if (parts.some((n) => n === null || n > 0xffffffff))
    throw new Wrong(
      `${r.extension}: bad integer value for option "${r.option}", or out of range.`,
      'a mark such as 0x10 or 0x10/0xff',
    )
  return { value: parts[0]!, mask: parts[1]! }
}

export const hex = (n: number): string => `0x${n.toString(16)}`

/** "0x10/0xff", without the mask where every bit counts. */
export const maskedText = (m: Masked): string =>
  m.mask === 0xffffffff ? hex(m.value) : `${hex(m.value)}/${hex(m.mask)}`

export function port(text: string, proto: number): number {
  const n = portNumber(text, proto)
  if (n === null)
    throw new Wrong(`invalid port/service \`${text}' specified`, 'a port from 0 to 65535 or a service such as http')
  return n
}

/** "80", "1000:2000", ":1023", "1024:". */
export function portRange(text: string, proto: number): Range {
  const colon = text.indexOf(':')
  if (colon < 0) {
    const only = port(text, proto)
    return { from: only, to: only }
  }
  const from = colon === 0 ? 0 : port(text.slice(0, colon), proto)
  const to = colon === text.length - 1 ? 65535 : port(text.slice(colon + 1), proto)
  if (from > to) throw new Wrong('invalid portrange (min > max)', 'the lower port first')
  return { from, to }
}

export const rangeText = (r: Range, dash = ':'): string => (r.from === r.to ? `${r.from}` : `${r.from}${dash}${r.to}`)

/** No machine of the model can ask for names; what cannot be one is not asked for. */
export const unresolved = (text: string, expected: string): Wrong =>
  new Wrong(
    /^[\w-]+(?:\.[\w-]+)*$/.test(text) && /[^\d.]/.test(text)
      ? 'getaddrinfo: Temporary failure in name resolution'
      : 'getaddrinfo: Name or service not known',
    expected,
  )

/** An address that `iptables` itself looks at not, but an option of an extension. */
export function resolved(text: string): number {
  try {
    return hostAddress(text)
  } catch (error) {
    if (error instanceof Wrong) throw unresolved(text, error.expected)
    throw error
  }
}

/** Fewer than four numbers are filled up with zeros, as the resolver of iptables does. */
export function hostAddress(text: string): number {
  if (text.includes(':')) throw new Unmodelled(text)
  if (text === 'localhost') return 0x7f000001
  // One number above those of an octet is the whole address.
  const whole = /^(?:\d{3,}|0x[\da-f]+)$/i.test(text) ? Number(text) : 0
  if (whole > 255 && whole <= 0xffffffff) return whole
  const octets = text.split('.').map(parseInteger)
  if (octets.length > 4 || octets.some((n) => n === null || n > 255))
    throw new Wrong(`host/network \`${text}' not found`, 'an IPv4 address or prefix, such as 192.168.1.0/24')
  return octets.reduce<number>((value, n, at) => value + n! * 2 ** (24 - 8 * at), 0)
}

/** A netmask as /24 or /255.255.255.0. */
function netmask(text: string): number {
  const bits = parseInteger(text) ?? 33
  const value = bits <= 32 ? mask(bits) : parseAddress(text)
  if (value === null) throw new Wrong(`invalid mask \`${text}' specified`, 'a prefix length from 0 to 32 or a netmask')
  return value
}

/** "192.168.1.0/24"; host bits are cleared. */
export function network(text: string): Masked {
  const slash = text.indexOf('/')
  const value = hostAddress(slash < 0 ? text : text.slice(0, slash))
  const bits = slash < 0 ? 0xffffffff : netmask(text.slice(slash + 1))
  return { value: (value & bits) >>> 0, mask: bits }
}

/** "/24", or "/255.0.255.0" where the mask is no run of ones. */
export const maskSuffix = (netmask: number): string => `/${maskBits(netmask) ?? formatAddress(netmask)}`

/** An address alone where every bit counts. */
export const networkText = (n: Masked): string =>
  formatAddress(n.value) + (n.mask === 0xffffffff ? '' : maskSuffix(n.mask))

/**
 * Splits "A,B" and gives the members of `all` so named, in the order of `all`. Case does not matter, and the beginning of a
 * name is enough. `wrong` is told all that is left to read.
 */
export function members<N extends string>(text: string, all: readonly N[], wrong: (rest: string) => Wrong): N[] {
  const chosen = new Set<N>()
  const names = text.split(',')
  for (const [at, name] of names.entries()) {
    const found = name === '' ? undefined : all.find((n) => n.startsWith(name.toUpperCase()))
    if (found === undefined) throw wrong(names.slice(at).join(','))
    chosen.add(found)
  }
  return all.filter((n) => chosen.has(n))
}
