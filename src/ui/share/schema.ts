/** What a link may hold, checked before anything of it is believed. The types are the model's own. */
import * as v from 'valibot'
import type { TimedCommand } from '../../model/command'
import type { Scenario } from '../../model/scenario'
import type { Traffic } from '../../model/traffic'
import type { PacketSpec } from '../../packet/spec'
import type { Branches } from '../store/branches'

const name = v.pipe(v.string(), v.maxLength(200))
/** A link unfolds to a quarter of that at most; what the browser keeps may hold the largest rule sets there are. */
const textual = v.pipe(v.string(), v.maxLength(4_000_000))
const address = v.pipe(v.string(), v.maxLength(64))
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535))
const list = <const S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(2000))

const packet: v.GenericSchema<PacketSpec> = v.object({
  src: address,
  dst: address,
  proto: v.union([v.picklist(['tcp', 'udp', 'icmp']), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))]),
  ttl: v.optional(whole),
  tos: v.optional(whole),
  ipid: v.optional(whole),
  df: v.optional(v.boolean()),
  mf: v.optional(v.boolean()),
  frag: v.optional(whole),
  sport: v.optional(port),
  dport: v.optional(port),
  flags: v.optional(name),
  seq: v.optional(whole),
  ack: v.optional(whole),
  window: v.optional(whole),
  options: v.optional(name),
  payload: v.optional(textual),
  nocsum: v.optional(v.boolean()),
  type: v.optional(whole),
  code: v.optional(whole),
  id: v.optional(whole),
  rest: v.optional(name),
  inner: v.optional(v.lazy(() => packet)),
  bad_checksum: v.optional(v.boolean()),
  bad_ip_checksum: v.optional(v.boolean()),
})

const command = v.variant('do', [
  v.object({
    do: v.literal('tcp'),
    node: name,
    dst: address,
    dport: port,
    src: v.optional(address),
    sport: v.optional(port),
    request: v.optional(textual),
    close: v.optional(v.boolean()),
  }),
  v.object({
    do: v.literal('udp'),
    node: name,
    dst: address,
    dport: port,
    src: v.optional(address),
    sport: v.optional(port),
    payload: v.optional(textual),
  }),
  v.object({
    do: v.literal('ping'),
    node: name,
    dst: address,
    count: v.optional(whole),
    interval: v.optional(whole),
    id: v.optional(port),
  }),
  v.object({ do: v.literal('packet'), node: name, packet }),
  v.object({ do: v.literal('rules'), node: name, text: textual }),
  v.object({ do: v.literal('sysctl'), node: name, name, value: v.union([v.number(), name]) }),
])

const timed: v.GenericSchema<TimedCommand> = v.object({
  when: v.union([v.strictObject({ time: whole }), v.strictObject({ event: whole })]),
  command,
})

const service = v.variant('proto', [
  v.object({
    proto: v.literal('tcp'),
    port,
    app: v.picklist(['http', 'echo', 'silent']),
    reply: v.optional(textual),
    address: v.optional(address),
  }),
  v.object({
    proto: v.literal('udp'),
    port,
    app: v.picklist(['dns', 'echo', 'silent']),
    replies: v.optional(list(whole)),
    address: v.optional(address),
  }),
])

const some = v.pipe(v.number(), v.minValue(0), v.maxValue(1e6))

/** What it may be like is checked again, with words, when it is run. */
const traffic: v.GenericSchema<Traffic> = v.object({
  node: name,
  inside: name,
  outside: name,
  from: v.picklist(['inside', 'outside']),
  hosts: whole,
  first: address,
  servers: whole,
  to: address,
  dport: port,
  flows: whole,
  rate: some,
  mix: v.object({ tcp: some, udp: some, icmp: some }),
  exchanges: whole,
  answer: whole,
  silent: v.optional(v.boolean()),
  loss: some,
  latency: whole,
  jitter: whole,
})

const scenario: v.GenericSchema<Scenario> = v.object({
  id: name,
  title: name,
  lead: textual,
  seed: v.number(),
  realms: list(
    v.object({
      id: name,
      name,
      note: name,
      kind: v.picklist(['private', 'router', 'public']),
      prefixes: list(address),
    }),
  ),
  nodes: list(
    v.object({
      id: name,
      name,
      realm: name,
      kind: v.picklist(['host', 'server', 'router']),
      within: v.optional(name),
      interfaces: list(v.object({ name, addresses: list(address), mtu: v.optional(whole) })),
      routes: v.optional(
        list(
          v.object({
            to: address,
            via: v.optional(address),
            dev: v.optional(name),
            type: v.optional(v.picklist(['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw'])),
          }),
        ),
      ),
      iptables: v.optional(textual),
      sysctl: v.optional(v.record(name, v.union([v.number(), name]))),
      forward: v.optional(v.boolean()),
      services: v.optional(list(service)),
    }),
  ),
  links: list(v.object({ id: name, kind: v.picklist(['lan', 'internet']), ends: list(name), latency: whole })),
  script: list(timed),
  traffic: v.optional(traffic),
})

/** A tree: the trunk first, every other one grown from one that is there. */
const branches: v.GenericSchema<Branches> = v.pipe(
  v.object({
    open: whole,
    list: list(
      v.object({ id: whole, parent: v.nullable(whole), name: v.optional(name), edits: list(timed), left: whole }),
    ),
  }),
  v.check(({ open, list: all }) => {
    const ids = new Set(all.map(({ id }) => id))
    const grown = all.slice(1).every(({ id, parent }) => parent !== null && parent !== id && ids.has(parent))
    return ids.size === all.length && ids.has(open) && all[0]?.id === 0 && all[0].parent === null && grown
  }),
)

/** Short names: they are in every link. */
const version1 = v.object({
  /** A built-in scenario by its id, or a whole one. */
  s: v.union([name, scenario]),
  /** Edits, in order. */
  e: v.optional(list(timed), []),
  /** The playhead. */
  p: v.optional(whole, 0),
  /** All branches; a link has only the one that is open. */
  b: v.optional(branches),
})

/** The payload of a version 1 link. Throws when it is anything else. */
export const readVersion1 = (payload: unknown): v.InferOutput<typeof version1> => v.parse(version1, payload)
