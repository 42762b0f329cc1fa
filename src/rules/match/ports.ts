/** What tcp and udp share: `--sport` and `--dport`. */
import { bang, Wrong, type Named, type Option, type Reading } from '../grammar'
import { portNumber } from '../names'
import { portRange, rangeText, type Range } from '../values'

export interface PortTest extends Range {
  not: boolean
}

export interface Ports {
  sport?: PortTest
  dport?: PortTest
}

const EXPECTED = 'a port, a range such as 1000:2000, or a service name'

export const portOptions: readonly Option<Ports>[] = [
  {
    names: ['sport', 'source-port'],
    once: "Only one `--source-port' allowed",
    not: true,
    expected: EXPECTED,
    read: (m, r) => void (m.sport = { ...portRange(r.args[0], r.proto.number), not: r.not }),
  },
  {
    names: ['dport', 'destination-port'],
    once: "Only one `--destination-port' allowed",
    not: true,
    expected: EXPECTED,
    read: (m, r) => void (m.dport = { ...portRange(r.args[0], r.proto.number), not: r.not }),
  },
]

/** A number of which the lower bits count, or a service. */
export function loosePort(text: string, proto: number): number {
  const found = /^\d+$/.test(text) ? Number(text) & 0xffff : text.startsWith('0x') ? null : portNumber(text, proto)
  if (found === null) throw new Wrong(`Port "${text}" does not resolve to anything.`, EXPECTED)
  return found
}

/** As the newer extensions have them: lower bits count, nothing is 0, and a range may be the wrong way round. */
export function loosePorts({ args: [text], extension, proto }: Reading, name: string): Range {
  const parts = text.split(':')
  if (parts.length > 2)
    throw new Wrong(`${extension}: Too many components for option "--${name}" (max: 2)`, 'a port or a range')
  const [from, to] = parts.map((part, i) => {
    if (part === '') return i * 0xffff
    return loosePort(part, proto.number)
  })
  return { from, to: to ?? from }
}

const loose = (key: 'sport' | 'dport', name: string): Option<Ports> => ({
  names: [name, key],
  not: true,
  expected: EXPECTED,
  read: (m, r) => void (m[key] = { ...loosePorts(r, name), not: r.not }),
})
export const loosePortOptions = [loose('sport', 'source-port'), loose('dport', 'destination-port')]

export const printPort = (option: string, t: PortTest | undefined): string =>
  t ? `${bang(t.not)}--${option} ${rangeText(t)}` : ''

/** "dpt:80", "spts:1024:65535", "dpt:!80"; "dpt:http". */
export const listPort = (name: string, t: PortTest | undefined, named?: Named): string =>
  t ? `${name}${t.from === t.to ? '' : 's'}:${t.not ? '!' : ''}${namedRange(t, named)}` : ''

/** "80" or "80:443", or with services' names. */
export const namedRange = (r: Range, named?: Named): string =>
  named ? named.service(r.from) + (r.from === r.to ? '' : `:${named.service(r.to)}`) : rangeText(r)
