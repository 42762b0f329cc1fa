/** What the NAT targets share: `nf_nat_range2` as text, "192.0.2.1-192.0.2.9:1024-2047". */
import { formatAddress, parseAddress } from '../../packet/address'
import { words, Wrong, type Option, type Proto } from '../grammar'
import { port, rangeText, Unmodelled, type Range } from '../values'

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
  if (!WITH_PORTS.has(proto.number) || proto.not)
    throw new Wrong('Need TCP, UDP, SCTP or DCCP with port specification', '-p tcp or -p udp before the ports')
}

function address(text: string): number {
  const value = parseAddress(text)
  if (value === null) throw new Wrong(`Bad IP address "${text}"`, 'an IPv4 address, such as 192.168.1.100')
  return value
}

/** "80" or "1000-2000". */
export function portSpan(text: string, proto: number): Range {
  const dash = text.indexOf('-')
  const from = port(dash < 0 ? text : text.slice(0, dash), proto)
  if (dash < 0) return { from, to: from }
  const to = port(text.slice(dash + 1), proto)
  if (to < from) throw new Wrong(`Port range \`${text.slice(dash + 1)}' funky`, 'the lower port first')
  return { from, to }
}

/** "[address[-address]][:port[-port[/base]]]"; the base only where `shift` allows one. */
export function readRange(text: string, proto: Proto, shift: boolean): Pick<NatRange, 'addresses' | 'ports' | 'base'> {
  if (text.split(':').length > 2) throw new Unmodelled(text)
  const range: Pick<NatRange, 'addresses' | 'ports' | 'base'> = {}
  const colon = text.indexOf(':')
  const [hosts, rest] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)]
  if (colon >= 0) {
    needPorts(proto)
    const slash = shift ? rest.indexOf('/') : -1
    range.ports = portSpan(slash < 0 ? rest : rest.slice(0, slash), proto.number)
    if (slash >= 0) range.base = port(rest.slice(slash + 1), proto.number)
  }
  if (hosts !== '' || colon < 0) {
    const dash = hosts.indexOf('-')
    const from = address(dash < 0 ? hosts : hosts.slice(0, dash))
    range.addresses = { from, to: dash < 0 ? from : address(hosts.slice(dash + 1)) }
  }
  return range
}

export function rangeOf(t: NatRange): string {
  const { addresses: a, ports: p } = t
  const hosts = a ? formatAddress(a.from) + (a.to === a.from ? '' : `-${formatAddress(a.to)}`) : ''
  return hosts + (p ? `:${rangeText(p, '-')}` : '') + (t.base === undefined ? '' : `/${t.base}`)
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
