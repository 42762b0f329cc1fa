/** What tcp and udp share: `--sport` and `--dport`. */
import { bang, type Option } from '../grammar'
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
    not: true,
    expected: EXPECTED,
    read: (m, r) => void (m.sport = { ...portRange(r.args[0], r.proto.number), not: r.not }),
  },
  {
    names: ['dport', 'destination-port'],
    not: true,
    expected: EXPECTED,
    read: (m, r) => void (m.dport = { ...portRange(r.args[0], r.proto.number), not: r.not }),
  },
]

/** A range that holds every port says nothing, and iptables drops it. */
const tests = (t: PortTest | undefined): t is PortTest => t !== undefined && (t.not || t.from > 0 || t.to < 65535)

export const printPort = (option: string, t: PortTest | undefined): string =>
  tests(t) ? `${bang(t.not)}--${option} ${rangeText(t)}` : ''

/** "dpt:80", "spts:1024:65535", "dpt:!80". */
export const listPort = (name: string, t: PortTest | undefined): string =>
  tests(t) ? `${name}${t.from === t.to ? '' : 's'}:${t.not ? '!' : ''}${rangeText(t)}` : ''
