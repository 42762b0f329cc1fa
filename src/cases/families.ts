/** What a case is about, read off the case itself. */
import type { PacketSpec } from '../packet/spec'
import type { Case, Step } from './format'

const step =
  (has: (step: Step) => boolean) =>
  (c: Case): boolean =>
    c.steps.some(has)
const packet = (has: (packet: PacketSpec) => boolean) => (c: Case) =>
  c.steps.some((s) => 'packet' in s && has(s.packet)) ||
  (c.observed ?? []).some((o) => o.sent !== undefined && has(o.sent))
const table = (name: string) => (c: Case) =>
  Object.values(c.nodes).some(({ iptables = '' }) => new RegExp(`^\\*${name}$`, 'm').test(iptables))

/** By the name that the fidelity page shows. */
export const FAMILIES: Readonly<Record<string, (c: Case) => boolean>> = {
  'all cases': () => true,
  TCP: packet(({ proto }) => proto === 'tcp'),
  UDP: packet(({ proto }) => proto === 'udp'),
  'ICMP echo': packet(({ proto, inner }) => proto === 'icmp' && !inner),
  'ICMP errors': packet(({ inner }) => inner !== undefined),
  'fragments and broken headers': packet(
    ({ mf, frag, proto }) => mf === true || frag !== undefined || typeof proto === 'number',
  ),
  'table nat': table('nat'),
  'table filter': table('filter'),
  'table mangle': table('mangle'),
  'table raw': table('raw'),
  'several nodes': (c) => Object.keys(c.nodes).length > 1,
  'sockets of a node’s own': (c) =>
    c.steps.some((s) => 'originate' in s) || Object.values(c.nodes).some(({ listen }) => listen !== undefined),
  'time passes': step((s) => 'wait' in s),
  'conntrack table compared': step((s) => 'conntrack' in s),
  'counters compared': step((s) => 'counters' in s),
  'listing compared (iptables -L)': step((s) => 'list' in s),
  'commands and their output': step((s) => 'exec' in s),
}
