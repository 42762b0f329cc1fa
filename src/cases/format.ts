/** The recorded-case format: what a case is, and reading one with errors that name the place. */
import * as v from 'valibot'
import { parseAddress, parsePrefix } from '../packet/address'
import { fromHex } from '../packet/bytes'
import type { PacketSpec } from '../packet/spec'
import { flagBits } from '../packet/tcp'

export interface CaseNode {
  /** An interface that no link names is a tap: packets are sent into it and read from it raw. */
  interfaces: Record<string, { addresses?: string[]; mtu?: number }>
  routes?: {
    to: string
    via?: string
    dev?: string
    type?: 'unicast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw'
  }[]
  /** `iptables-save` text. */
  iptables?: string
  ip6tables?: string
  nft?: string
  /** Load the text's counters too (`iptables-restore -c`). */
  counters?: boolean
  sysctl?: Record<string, number | string>
  /** `net.ipv4.ip_forward`; on when left out. */
  forward?: boolean
  /** Sockets that wait and never say anything. */
  listen?: { proto: 'tcp' | 'udp'; port: number; address?: string }[]
}

export type Step =
  | { send: string; packet: PacketSpec }
  /** The far end answers the packet that came out of a tap as number `answer`, counted from 0 over the whole case. */
  | {
      answer: number
      with?: Partial<PacketSpec>
      error?: { type: number; code?: number; rest?: string }
      by?: string
      on?: string
    }
  | {
      originate: string
      proto: 'tcp' | 'udp'
      dst: string
      dport: number
      src?: string
      sport?: number
      payload?: string
    }
  /** Seconds. */
  | { wait: number }
  | { conntrack: string; family?: 'ipv4' | 'ipv6' }
  | { counters: string; family?: 'ipv4' | 'ipv6' }
  | { list: string; table?: string }
  | { exec: string; command: string[] }

export interface Emitted {
  /** "node.interface". */
  on: string
  packet: PacketSpec
}

/** What one step showed; which fields are there depends on the step. */
export interface Observed {
  sent?: PacketSpec
  emitted?: Emitted[]
  conntrack?: string[]
  counters?: string[]
  list?: string[]
  output?: string[]
  /** When the step began and ended on the kernel, in seconds; the engine then plays it at the same times. */
  at?: [number, number]
  /** The engine only: the packet to be answered never came, so nothing was sent. */
  unanswered?: string
}

export interface Case {
  name: string
  nodes: Record<string, CaseNode>
  links?: [string, string][]
  steps: Step[]
  observed?: Observed[]
  kernel?: string
}

/** The case is not what the format says; the message starts with the place. */
export class CaseError extends Error {
  override name = 'CaseError'
}

const whole = (max: number) =>
  v.pipe(v.number(), v.integer('a whole number was expected'), v.minValue(0), v.maxValue(max))
const byte = whole(0xff)
const word = whole(0xffff)
const long = whole(0xffffffff)
/** IPv6 has its own syntax and is refused later, by name. */
const isAddress = (text: string) => text.includes(':') || parseAddress(text) !== null
const addressText = v.pipe(v.string(), v.check(isAddress, 'an IP address was expected'))
const isPrefix = (text: string) => text.includes(':') || parsePrefix(text) !== null
const prefixText = v.pipe(v.string(), v.check(isPrefix, 'an address with a prefix length was expected'))
const hexText = v.pipe(
  v.string(),
  v.check((text) => fromHex(text) !== null, 'pairs of hex digits were expected'),
)
const flagText = v.pipe(
  v.string(),
  v.check((text) => flagBits(text) !== null, 'letters of SAFRPUEC were expected'),
)
const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6', 'sctp', 'gre'] as const

const packetFields = {
  src: v.optional(addressText),
  dst: v.optional(addressText),
  ttl: v.optional(byte),
  proto: v.optional(v.union([v.picklist(PROTOCOLS), byte], 'tcp, udp, icmp, sctp, gre or a number was expected')),
  tos: v.optional(byte),
  ipid: v.optional(word),
  df: v.optional(v.boolean()),
  mf: v.optional(v.boolean()),
  frag: v.optional(whole(0x1fff)),
  ipoptions: v.optional(hexText),
  sport: v.optional(word),
  dport: v.optional(word),
  flags: v.optional(flagText),
  seq: v.optional(long),
  ack: v.optional(long),
  window: v.optional(word),
  options: v.optional(hexText),
  payload: v.optional(hexText),
  nocsum: v.optional(v.boolean()),
  type: v.optional(byte),
  code: v.optional(byte),
  id: v.optional(word),
  rest: v.optional(hexText),
  bad_checksum: v.optional(v.boolean()),
  bad_ip_checksum: v.optional(v.boolean()),
}

type Read<T> = v.GenericSchema<unknown, T>
const anyPacket: Read<PacketSpec> = v.lazy(() => packet)
const packet = v.pipe(
  v.strictObject({ ...packetFields, inner: v.optional(anyPacket) }),
  v.check((p) => p.src !== undefined && p.dst !== undefined && p.proto !== undefined, 'src, dst and proto are needed'),
) as unknown as Read<PacketSpec>
const packetPart = v.strictObject({ ...packetFields, inner: v.optional(anyPacket) })

const tap = v.pipe(v.string(), v.regex(/^[^.]+\.[^.]+(?:\.[^.]+)*$/, '"node.interface" was expected'))
const family = v.optional(v.picklist(['ipv4', 'ipv6']))

/** By the word that tells what kind of step it is. */
const STEPS = {
  send: v.strictObject({ send: tap, packet }),
  answer: v.strictObject({
    answer: whole(Number.MAX_SAFE_INTEGER),
    with: v.optional(packetPart),
    error: v.optional(v.strictObject({ type: byte, code: v.optional(byte), rest: v.optional(hexText) })),
    by: v.optional(addressText),
    on: v.optional(tap),
  }),
  originate: v.strictObject({
    originate: v.string(),
    proto: v.picklist(['tcp', 'udp']),
    dst: addressText,
    dport: word,
    src: v.optional(addressText),
    sport: v.optional(word),
    payload: v.optional(hexText),
  }),
  wait: v.strictObject({ wait: v.pipe(v.number(), v.minValue(0)) }),
  conntrack: v.strictObject({ conntrack: v.string(), family }),
  counters: v.strictObject({ counters: v.string(), family }),
  list: v.strictObject({ list: v.string(), table: v.optional(v.string()) }),
  exec: v.strictObject({ exec: v.string(), command: v.array(v.string()) }),
}

const node = v.strictObject({
  interfaces: v.record(
    v.string(),
    v.strictObject({ addresses: v.optional(v.array(prefixText)), mtu: v.optional(whole(0xffff)) }),
  ),
  routes: v.optional(
    v.array(
      v.strictObject({
        to: v.string(),
        via: v.optional(addressText),
        dev: v.optional(v.string()),
        type: v.optional(v.picklist(['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw'])),
      }),
    ),
  ),
  iptables: v.optional(v.string()),
  ip6tables: v.optional(v.string()),
  nft: v.optional(v.string()),
  counters: v.optional(v.boolean()),
  sysctl: v.optional(v.record(v.string(), v.union([v.number(), v.string()]))),
  forward: v.optional(v.boolean()),
  listen: v.optional(
    v.array(v.strictObject({ proto: v.picklist(['tcp', 'udp']), port: word, address: v.optional(addressText) })),
  ),
})

/** `observed` is not looked into: it is a recording, and the comparison will say what is odd about it. */
const caseFile = v.object({
  name: v.string(),
  nodes: v.record(v.string(), node),
  links: v.optional(v.array(v.tuple([tap, tap]))),
  steps: v.array(v.record(v.string(), v.unknown())),
  observed: v.optional(v.array(v.record(v.string(), v.unknown()))),
  kernel: v.optional(v.string()),
})

/** Checks that `json` is a case and gives it back as one. Throws CaseError: "steps[3].packet.sport: …". */
export function readCase(json: unknown): Case {
  const read = check(caseFile, json, '')
  read.steps.forEach((step, i) => {
    const kind = (Object.keys(STEPS) as (keyof typeof STEPS)[]).find((word) => word in step)
    if (kind === undefined) throw new CaseError(`steps[${i}]: one of ${Object.keys(STEPS).join(', ')} was expected`)
    check<unknown>(STEPS[kind], step, `steps[${i}]`)
  })
  return json as Case
}

function check<T>(schema: Read<T>, json: unknown, place: string): T {
  const result = v.safeParse(schema, json, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = (issue.path ?? []).map((p) => (typeof p.key === 'number' ? `[${p.key}]` : `.${String(p.key)}`)).join('')
  throw new CaseError(`${(place + path).replace(/^\./, '') || 'case'}: ${issue.message}`)
}
