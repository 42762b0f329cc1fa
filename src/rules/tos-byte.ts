/** Ways of writing the second byte of an IPv4 header: type of service (RFC 1349), differentiated services (RFC 2474). */
import { Wrong } from './grammar'
import { parseInteger } from './integer'
import type { Masked } from './values'

const TOS: Readonly<Record<string, number>> = {
  'minimize-delay': 0x10,
  'maximize-throughput': 0x08,
  'maximize-reliability': 0x04,
  'minimize-cost': 0x02,
  'normal-service': 0,
}
export const TOS_EXPECTED = `a number to 255, perhaps with a mask as in 0x10/0x3f, or one of ${Object.keys(TOS).join(', ')}`

const byte = (text: string): number | null => {
  const n = parseInteger(text)
  return n !== null && n <= 255 ? n : null
}

/** "Minimize-Delay", as `iptables -L` calls it; null for bits without a name. */
export const tosName = (value: number): string | null => {
  const found = Object.keys(TOS).find((name) => TOS[name] === value)
  return found?.replaceAll(/(?:^|-)./g, (start) => start.toUpperCase()) ?? null
}

/** "0x10", "0x10/0x3f", or a name, which stands for the bits of `named`. */
export function tosByte(text: string, named: number): Masked {
  const slash = text.indexOf('/')
  const value = byte(slash < 0 ? text : text.slice(0, slash))
  if (value === null) {
    const known = TOS[text.toLowerCase()]
    if (known === undefined) throw new Wrong(`Symbolic name "${text}" is unknown`, TOS_EXPECTED)
    return { value: known, mask: named }
  }
  const mask = slash < 0 ? 255 : byte(text.slice(slash + 1))
  if (mask === null) throw new Wrong(`Illegal value: "${text}"`, TOS_EXPECTED)
  return { value, mask }
}

/** "EF" → 46, "AF41" → 34, "CS1" → 8, "BE" → 0 (RFC 2474, 2597, 3246). Case does not matter. */
export function dscpClass(text: string): number {
  const name = text.toUpperCase()
  const [, selector] = /^CS([0-7])$/.exec(name) ?? []
  const [, forwarding, drop] = /^AF([1-4])([1-3])$/.exec(name) ?? []
  if (selector !== undefined) return Number(selector) * 8
  if (forwarding !== undefined) return Number(forwarding) * 8 + Number(drop) * 2
  if (name === 'EF') return 46
  if (name === 'BE') return 0
  throw new Wrong(`Invalid DSCP value \`${text}'`, 'a class: BE, EF, CS0 to CS7, AF11 to AF43')
}

/** "0x2e" */
export const hexByte = (n: number): string => `0x${n.toString(16).padStart(2, '0')}`
