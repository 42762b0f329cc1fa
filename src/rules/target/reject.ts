/** `-j REJECT`: drops the packet and tells its sender. */
import { Refused, Wrong, type Extension } from '../grammar'
import { Unmodelled } from '../values'
import { PROTO } from '../../packet/protocol'

/** The ICMP type is 3 (destination unreachable) for all but `tcp-reset`. */
export const REJECTS = {
  'icmp-net-unreachable': 0,
  'icmp-host-unreachable': 1,
  'icmp-proto-unreachable': 2,
  'icmp-port-unreachable': 3,
  'icmp-net-prohibited': 9,
  'icmp-host-prohibited': 10,
  'tcp-reset': -1,
  'icmp-admin-prohibited': 13,
} as const
export type RejectWith = keyof typeof REJECTS

export interface RejectTarget {
  kind: 'REJECT'
  with: RejectWith
}

const ALIASES: Record<string, RejectWith> = {
  'net-unreach': 'icmp-net-unreachable',
  'host-unreach': 'icmp-host-unreachable',
  'proto-unreach': 'icmp-proto-unreachable',
  'port-unreach': 'icmp-port-unreachable',
  'net-prohib': 'icmp-net-prohibited',
  'host-prohib': 'icmp-host-prohibited',
  'tcp-rst': 'tcp-reset',
  'admin-prohib': 'icmp-admin-prohibited',
}
const ALL = Object.keys(REJECTS) as RejectWith[]

/** The start of a name will do; the first that fits is taken, as in iptables. */
const named = (text: string): RejectWith | undefined => {
  const lower = text.toLowerCase()
  const alias = Object.keys(ALIASES).find((name) => name.startsWith(lower))
  if (text === '') return undefined
  return ALL.find((name) => name.startsWith(lower)) ?? (alias === undefined ? undefined : ALIASES[alias])
}

export const reject: Extension<RejectTarget> = {
  kind: 'REJECT',
  name: 'REJECT',
  begin: () => ({ kind: 'REJECT', with: 'icmp-port-unreachable' }),
  options: [
    {
      names: ['reject-with'],
      expected: `one of ${ALL.join(', ')}`,
      read(t, r) {
        if (r.args[0].startsWith('icmp6-')) throw new Unmodelled(r.args[0])
        const found = named(r.args[0])
        if (!found) throw new Wrong(`unknown reject type "${r.args[0]}"`, `one of ${ALL.join(', ')}`)
        t.with = found
      },
    },
  ],
  finish(t, _seen, proto) {
    if (t.with === 'tcp-reset' && (proto.number !== PROTO.TCP || proto.not))
      throw new Refused('-p tcp in the same rule, for a tcp-reset')
  },
  print: (t) => `--reject-with ${t.with}`,
  list: (t) => `reject-with ${t.with}`,
  habitat: () => ({ tables: ['filter'], hooks: ['INPUT', 'FORWARD', 'OUTPUT'] }),
}
