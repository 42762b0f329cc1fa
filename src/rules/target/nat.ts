/** What the NAT targets share: `nf_nat_range2` as text, "192.0.2.1-192.0.2.9:1024-2047". */
import { formatAddress, parseAddress } from '../../packet/address'
import { words, Wrong, type Option, type Proto } from '../grammar'
import { parseInteger } from '../integer'
import { portNumber } from '../names'
import { rangeText, Unmodelled, type Range } from '../values'

/** `NF_NAT_RANGE_PROTO_RANDOM`, `…_RANDOM_FULLY` and `NF_NAT_RANGE_PERSISTENT`. */
export interface NatFlags {
  random: boolean
  randomFully: boolean
  persistent: boolean
}

export interface NatRange extends NatFlags {
  /** Unsigned 32-bit addresses. */
  addresses?: Range
  ports?: Range
  /** DNAT's port shift: the destination port minus this is the place in `ports`. */
  base?: number
}

export const noFlags = (): NatFlags => ({ random: false, randomFully: false, persistent: false })

/** TCP, UDP, SCTP, DCCP, and ICMP for its query ids. */
const WITH_PORTS: ReadonlySet<number> = new Set([1, 6, 17, 33, 132])

export function needPorts(proto: Proto): void {
  if (!WITH_PORTS.has(proto.number))
    throw new Wrong('Need TCP, UDP, SCTP or DCCP with port specification', '-p tcp or -p udp before the ports')
}

function address(text: string): number {
  const value = parseAddress(text)
  if (value === null) throw new Wrong(`Bad IP address "${text}"`, 'an IPv4 address, such as 192.168.1.100')
  return value
}

export interface Ports {
  ports: Range
  base?: number
}

/** The number that `text` begins with, or with `named` the service that it is, and what is left. */
function portIn(text: string, named: boolean, least = 0): { port: number; rest: string } {
  const [digits] = /^(?:0x[\da-f]+|\d+)/i.exec(text) ?? []
  const port = digits !== undefined ? parseInteger(digits) : named ? portNumber(text, 0) : null
  if (port === null || port < least || port > 0xffff)
    throw new Wrong(`Port \`${text}' not valid`, 'a port from 0 to 65535 or a service such as http')
  return { port, rest: digits === undefined ? '' : text.slice(digits.length) }
}

/** "80", "1000-2000" or "1000-2000/5000". Only DNAT keeps the base; with SNAT and MASQUERADE it comes out as 0. */
export function portSpan(text: string, shifts: boolean): Ports {
  const first = portIn(text, true)
  const from = first.port
  if (first.rest === '') return { ports: { from, to: from } }
  if (first.rest[0] === ':') throw new Wrong('Invalid port:port syntax - use dash', 'ports such as 1024-2047')
  if (first.rest[0] !== '-')
    throw new Wrong(`Garbage after port value: \`${first.rest}'`, 'a port or a range such as 1024-2047')
  const last = first.rest.slice(1)
  const { port: to, rest } = portIn(last, false)
  if (to < from) throw new Wrong(`Port range \`${last}' funky`, 'the lower port first')
  if (rest === '') return { ports: { from, to } }
  if (rest[0] !== '/') throw new Wrong(`Garbage after port range: \`${rest}'`, 'a range such as 1024-2047')
  const base = portIn(rest.slice(1), true, 1).port
  return { ports: { from, to }, base: shifts ? base : 0 }
}

export const portText = ({ ports, base }: Partial<Ports>): string =>
  (ports ? rangeText(ports, '-') : '') + (base === undefined ? '' : `/${base}`)

/** Colons part ports from an address; more of them make it an IPv6 address. */
const looksLikeIpv6 = (text: string): boolean => text.includes('::') || text.includes('[') || text.split(':').length > 3

/** "[address[-address]][:port[-port[/base]]]" */
export function readRange(text: string, proto: Proto, shifts: boolean): Pick<NatRange, 'addresses' | 'ports' | 'base'> {
  if (looksLikeIpv6(text)) throw new Unmodelled(text)
  const colon = text.indexOf(':')
  const parted = colon >= 0 && colon === text.lastIndexOf(':')
  if (parted) needPorts(proto)
  const hosts = parted ? text.slice(0, colon) : text
  const ports = parted ? portSpan(text.slice(colon + 1), shifts) : {}
  if (parted && hosts === '') return ports
  const dash = hosts.indexOf('-')
  const from = address(dash < 0 ? hosts : hosts.slice(0, dash))
  return { addresses: { from, to: dash < 0 ? from : address(hosts.slice(dash + 1)) }, ...ports }
}

export function rangeOf(t: NatRange): string {
  const { addresses: a } = t
  const hosts = a ? formatAddress(a.from) + (a.to === a.from ? '' : `-${formatAddress(a.to)}`) : ''
  return hosts + (t.ports ? `:${portText(t)}` : '')
}

const FLAGS = [
  ['random', 'random'],
  ['random-fully', 'randomFully'],
  ['persistent', 'persistent'],
] as const

/** Those of the flags that a target has. */
export const flagOptions = <T extends NatFlags>(...names: (typeof FLAGS)[number][0][]): Option<T>[] =>
  FLAGS.filter(([name]) => names.includes(name)).map(([name, key]) => ({
    names: [name],
    takes: 0,
    read: (t) => void (t[key] = true),
  }))

export const printFlags = (t: NatFlags): string => words(...FLAGS.map(([name, key]) => t[key] && `--${name}`))
export const listFlags = (t: NatFlags): string => words(...FLAGS.map(([name, key]) => t[key] && name))
