/** An element as typed, "10.0.0.0/30,tcp:80-90": all the keys that it stands for, one after the other. */
import { mask } from '../../packet/address'
import { PROTO } from '../../packet/protocol'
import { looseAddress, parseInteger } from '../../rules/integer'
import { portNumber, protocolNumber, protocolText } from '../../rules/names'
import { number, SAID, SetFault, syntax } from './fault'
import { icmpCalled, type Key, NOTHING } from './key'
import type { SetType } from './types'

/** Both ends belong to it. */
interface Span {
  from: number
  to: number
}

const COUNT = ['', 'Second', 'Third']
const WORDS = ['none', 'one', 'two']

/**
 * `netmask` is the set's, a prefix length; `asked` when the set is only asked for it. Throws SetFault where the text is no element
 * of such a set.
 */
export function* keysOf(type: SetType, text: string, netmask = 32, asked = false): Generator<Key> {
  const parts = separate(type, text)
  const [first, second, third] = type.parts
  if (first === 'set') return void (yield { ...NOTHING, name: parts[0] })
  if (first === 'port') {
    const { span } = ports(parts[0])
    for (let port = span.from; port <= span.to; port++) yield { ...NOTHING, port }
    return
  }
  const firsts = first === 'net' ? nets(parts[0]) : addresses(span(parts[0]), netmask)
  const ported = second === 'port' ? ports(parts[1]) : null
  const name = second === 'port' || parts[1] === undefined ? '' : second === 'iface' ? iface(parts[1]) : mac(parts[1])
  const lasts = third === undefined ? null : third === 'net' ? [...nets(parts[2])] : [plain(parts[2])]
  for (const [ip, bits] of firsts) {
    if (type.storage === 'hash' && first === 'ip' && ip === 0 && !(asked && type.parts.length === 1))
      throw new SetFault(SAID.null)
    if (bits === 0 && second !== 'iface') throw new SetFault(SAID.cidr)
    for (let port = ported?.span.from ?? 0; port <= (ported?.span.to ?? 0); port++)
      for (const [ip2, bits2] of lasts ?? [[0, 32]]) {
        if (bits2 === 0) throw new SetFault(SAID.cidr)
        yield { ip, bits, proto: ported?.proto ?? 0, port, ip2, bits2, name }
      }
  }
}

function separate({ name, parts }: SetType, text: string): string[] {
  const given = text.split(',')
  const most = parts.length
  if (given.length > most) {
    const found = most === 1 ? 'Elem separator' : `${most === 2 ? 'Two' : 'Three'} elem separators`
    throw syntax(`${found} in ${text}, but settype ${name} supports ${WORDS[most - 1]}.`)
  }
  for (let i = 1; i < most; i++)
    if (!given[i] && parts[i] !== 'mac') throw syntax(`${COUNT[i]} element is missing from ${text}.`)
  return given
}

/** As `inet_aton` reads it; and the one name that every machine knows. */
function address(text: string): number {
  const found = text === 'localhost' ? 0x7f000001 : looseAddress(text)
  if (found === null) throw syntax(`cannot parse ${text}: resolving to IPv4 address failed`)
  return found
}

function plain(text: string): [number, number] {
  if (/[-/]/.test(text)) throw syntax(`plain IP address must be supplied: ${text}`)
  return [address(text), 32]
}

/** "10.0.0.1", "10.0.0.0/24", "10.0.0.1-10.0.0.9", which may be the wrong way round. */
export function span(text: string): Span {
  const slash = text.indexOf('/')
  if (slash >= 0) {
    const bits = prefix(text)
    const from = (address(text.slice(0, slash)) & mask(bits)) >>> 0
    return { from, to: (from | ~mask(bits)) >>> 0 }
  }
  const [a, b = a] = text.split('-').map(address)
  return { from: Math.min(a, b), to: Math.max(a, b) }
}

function prefix(text: string): number {
  const after = text.slice(text.indexOf('/') + 1)
  if (after === '') throw syntax(`cannot parse ${text}: resolving to IPv4 address failed`)
  return number(after, 0, 32)
}

function* addresses({ from, to }: Span, netmask: number): Generator<[number, number]> {
  for (let ip = (from & mask(netmask)) >>> 0; ip <= to; ip += 2 ** (32 - netmask)) yield [ip, 32]
}

/** A range becomes the fewest networks (`ip_set_range_to_cidr`). */
function* nets(text: string): Generator<[number, number]> {
  if (!text.includes('-')) {
    const bits = text.includes('/') ? prefix(text) : 32
    return void (yield [(address(text.split('/')[0]) & mask(bits)) >>> 0, bits])
  }
  const { from, to } = span(text)
  for (let ip = from; ip <= to;) {
    let bits = 32
    while (bits > 1 && ip % 2 ** (33 - bits) === 0 && ip + 2 ** (33 - bits) - 1 <= to) bits--
    yield [ip, bits]
    ip += 2 ** (32 - bits)
  }
}

/** With a port that means something, and those that have only a 0 in its place. */
const PORTED: ReadonlySet<number> = new Set([PROTO.TCP, PROTO.UDP, 132, 136])

/** "80", "tcp:80-90", "udp:domain", "icmp:echo-request", "gre:0" */
function ports(text: string): { proto: number; span: Span } {
  const colon = text.indexOf(':')
  const name = colon < 0 ? 'tcp' : text.slice(0, colon)
  const proto = protocolNumber(name)
  if (proto === null || proto === 0) throw syntax(`cannot parse '${name}' as a protocol`)
  const value = text.slice(colon + 1)
  if (proto === PROTO.ICMP) {
    const [type, code] = value.split('/').map(parseInteger)
    const coded = type !== null && code !== null && code !== undefined && type < 256 && code < 256
    const at = coded ? (type << 8) | code : icmpCalled(value)
    if (at === null) throw new SetFault(`Cannot parse ${value} as an ICMP type/code.`)
    return { proto, span: { from: at, to: at } }
  }
  if (!PORTED.has(proto)) {
    if (value !== '0') throw syntax(`Protocol ${protocolText(proto)} can be used with pseudo port value 0 only.`)
    return { proto, span: { from: 0, to: 0 } }
  }
  // A service may have a "-" in its name.
  const whole = portNumber(value, proto)
  const [a, b = a] = whole === null ? value.split('-').map((part) => port(part, proto)) : [whole]
  return { proto, span: { from: Math.min(a, b), to: Math.max(a, b) } }
}

function port(text: string, proto: number): number {
  const found = portNumber(text, proto)
  if (found !== null) return found
  const why = /^\d+$/.test(text) ? `'${text}' is out of range 0-65535` : `'${text}' is invalid as number`
  const name = protocolText(proto)
  throw new SetFault(
    `Syntax error: ${why}\nSyntax error: 'tcp' is invalid as number\ncannot parse '${text}' as a ${name} port`,
  )
}

const LONGEST_IFACE = 15

function iface(text: string): string {
  if (text.replace(/^physdev:/, '').length > LONGEST_IFACE)
    throw syntax(`interface name '${text}' is longer than ${LONGEST_IFACE} characters`)
  return text
}

function mac(text: string): string {
  if (!/^(?:[\da-f]{1,2}:){5}[\da-f]{1,2}$/i.test(text)) throw syntax(`cannot parse '${text}' as ethernet address`)
  return text
    .split(':')
    .map((byte) => byte.padStart(2, '0').toUpperCase())
    .join(':')
}
