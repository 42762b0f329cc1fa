/**
 * The fields a filter may name. Packet fields have Wireshark's names and meanings; what Wireshark has no name for (entries
 * of the conntrack table, events of a trace) is called as `conntrack -L` and the trace call it.
 */
import { protocolNumber } from '../packet/protocol'
import type { CtState } from '../model/conntrack'
import { TCP_STATES } from '../model/tcp'
import type { DropReason, EventKind, Hook, TableName } from '../model/trace'
import { notes } from './text'

/** A record, so that the compiler asks for what is missing. */
const words = <W extends string>(all: Record<W, true>): readonly string[] => Object.keys(all)

const KINDS = words<EventKind>({
  command: true,
  packet: true,
  enter: true,
  hook: true,
  station: true,
  rule: true,
  'chain-end': true,
  'ct-lookup': true,
  'ct-new': true,
  'ct-confirm': true,
  'ct-change': true,
  'ct-end': true,
  'nat-bind': true,
  rewrite: true,
  route: true,
  wire: true,
  deliver: true,
  drop: true,
  socket: true,
  log: true,
  rules: true,
  sysctl: true,
  refused: true,
  pass: true,
  end: true,
})
const REASONS = words<DropReason>({
  rule: true,
  policy: true,
  reject: true,
  'no-route': true,
  blackhole: true,
  prohibited: true,
  ttl: true,
  'not-forwarding': true,
  'not-for-us': true,
  'no-neighbour': true,
  'lost-private': true,
  'lost-nobody': true,
  'bad-header': true,
  'bad-checksum': true,
  martian: true,
  'no-port': true,
  'no-protocol': true,
  'nat-exhausted': true,
  'table-full': true,
  'too-big': true,
  'invalid-ct': true,
  'socket-closed': true,
  unwanted: true,
  clash: true,
})
const HOOKS = words<Hook>({ PREROUTING: true, INPUT: true, FORWARD: true, OUTPUT: true, POSTROUTING: true })
const TABLES = words<TableName>({ raw: true, mangle: true, nat: true, filter: true, security: true })
const CT_STATES = words<CtState>({ NEW: true, ESTABLISHED: true, RELATED: true, INVALID: true, UNTRACKED: true })

export type Field =
  /** Stands alone. */
  | { type: 'protocol' }
  | { type: 'address' }
  | { type: 'number'; max: number; named?: (text: string) => number | null }
  /** 0 or 1. Alone it asks whether the field is there, as in Wireshark; with `alone: 'set'`, whether it is 1. */
  | { type: 'bool'; alone?: 'set' }
  /** Text; one of `values` where they are known. */
  | { type: 'word'; values?: readonly string[] }

const protocol = { type: 'protocol' } as const
const address = { type: 'address' } as const
const upTo = (max: number) => ({ type: 'number', max }) as const
const port = upTo(0xffff)
const bit = { type: 'bool' } as const
const mark = { type: 'bool', alone: 'set' } as const
const oneOf = (values?: readonly string[]) => ({ type: 'word', values }) as const

export const FIELDS = {
  ip: protocol,
  'ip.addr': address,
  'ip.src': address,
  'ip.dst': address,
  'ip.ttl': upTo(0xff),
  'ip.proto': { ...upTo(0xff), named: protocolNumber },
  'ip.len': port,
  'ip.id': port,
  tcp: protocol,
  'tcp.port': port,
  'tcp.srcport': port,
  'tcp.dstport': port,
  'tcp.flags.syn': bit,
  'tcp.flags.ack': bit,
  'tcp.flags.fin': bit,
  'tcp.flags.rst': bit,
  'tcp.seq': upTo(0xffffffff),
  'tcp.len': port,
  udp: protocol,
  'udp.port': port,
  'udp.srcport': port,
  'udp.dstport': port,
  icmp: protocol,
  'icmp.type': upTo(0xff),
  'icmp.code': upTo(0xff),
  'icmp.ident': port,
  'frame.len': port,
  'frame.number': upTo(Number.MAX_SAFE_INTEGER),
  state: oneOf(TCP_STATES),
  ctstate: oneOf(CT_STATES),
  id: upTo(Number.MAX_SAFE_INTEGER),
  mark: upTo(0xffffffff),
  timeout: upTo(Number.MAX_SAFE_INTEGER),
  age: upTo(Number.MAX_SAFE_INTEGER),
  assured: mark,
  unreplied: mark,
  snat: mark,
  dnat: mark,
  'orig.src': address,
  'orig.dst': address,
  'orig.sport': port,
  'orig.dport': port,
  'reply.src': address,
  'reply.dst': address,
  'reply.sport': port,
  'reply.dport': port,
  kind: oneOf(KINDS),
  node: oneOf(),
  hook: oneOf(HOOKS),
  table: oneOf(TABLES),
  chain: oneOf(),
  rule: upTo(0xffffffff),
  matched: bit,
  reason: oneOf(REASONS),
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof FIELDS
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

/** What the field means, in a few words. */
export const noteOf = (name: FieldName): string => notes[name]

const CONNTRACK = 'conntrack.'
const OWN = new Set<string>(FIELD_NAMES.slice(FIELD_NAMES.indexOf('state'), FIELD_NAMES.indexOf('kind')))

/** The field of that name; `conntrack.state` is `state`. Undefined when there is none. */
export function fieldNamed(text: string): FieldName | undefined {
  const own = text.startsWith(CONNTRACK) ? text.slice(CONNTRACK.length) : undefined
  if (own !== undefined) return OWN.has(own) ? (own as FieldName) : undefined
  return Object.hasOwn(FIELDS, text) ? (text as FieldName) : undefined
}

export const fieldOf = (name: FieldName): Field => FIELDS[name]
