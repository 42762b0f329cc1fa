/** A hand-made trace: one SYN from a laptop through a masquerading router to a web server. For tests. */
import { build } from '../packet/build'
import type { PacketSpec } from '../packet/spec'
import { parseRuleset } from '../rules/parse'
import type { Ruleset } from '../rules/ruleset'
import type { Entry } from './conntrack'
import { emptyView } from './fold'
import type { Scenario } from './scenario'
import type { Body, Edit, TraceEvent } from './trace'

export const sampleScenario: Scenario = {
  id: 'sample',
  title: 'Home router: SNAT',
  lead: 'A laptop opens a page; the router lends it its own address.',
  seed: 1,
  realms: [
    { id: 'home', name: 'Private network', note: '192.168.1.0/24', kind: 'private', prefixes: ['192.168.1.0/24'] },
    { id: 'router', name: 'Router', note: '', kind: 'router', prefixes: [] },
    { id: 'net', name: 'Internet', note: 'what others see', kind: 'public', prefixes: ['0.0.0.0/0'] },
  ],
  nodes: [
    {
      id: 'laptop',
      name: 'Laptop',
      realm: 'home',
      kind: 'host',
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.10/24'] }],
      routes: [{ to: 'default', via: '192.168.1.1', dev: 'eth0' }],
    },
    {
      id: 'router',
      name: 'Router',
      realm: 'router',
      kind: 'router',
      interfaces: [
        { name: 'lan0', addresses: ['192.168.1.1/24'] },
        { name: 'wan0', addresses: ['203.0.113.5/24'] },
      ],
      routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
      iptables:
        '*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n' +
        '-A POSTROUTING -s 192.168.1.0/24 -o wan0 -j MASQUERADE\nCOMMIT\n',
    },
    {
      id: 'server',
      name: 'Web server',
      realm: 'net',
      kind: 'server',
      interfaces: [{ name: 'eth0', addresses: ['198.51.100.4/24'] }],
      services: [{ proto: 'tcp', port: 443, app: 'http' }],
    },
  ],
  links: [
    { id: 'lan', kind: 'lan', ends: ['laptop.eth0', 'router.lan0'], latency: 200 },
    { id: 'wan', kind: 'internet', ends: ['router.wan0', 'server.eth0'], latency: 10_000 },
  ],
  script: [
    { when: { time: 0 }, command: { do: 'tcp', node: 'laptop', dst: '198.51.100.4', dport: 443, sport: 54321 } },
  ],
}

const syn: PacketSpec = {
  src: '192.168.1.10',
  dst: '198.51.100.4',
  proto: 'tcp',
  ttl: 64,
  df: true,
  sport: 54321,
  dport: 443,
  flags: 'S',
  seq: 1000,
  window: 64240,
  options: '020405b40402080a000000010000000001030307',
}

const tuple = { proto: 6, src: '192.168.1.10', dst: '198.51.100.4', sport: 54321, dport: 443 }
const reply = { proto: 6, src: '198.51.100.4', dst: '192.168.1.10', sport: 443, dport: 54321 }
const bound = { ...reply, dst: '203.0.113.5' }
const entry: Entry = {
  id: 1,
  original: tuple,
  reply,
  born: 200,
  confirmed: false,
  seenReply: false,
  assured: false,
  srcNat: false,
  dstNat: false,
  mark: 0,
  tcp: 'NONE',
  expires: null,
  timeout: 0,
}

function edits(was: PacketSpec, now: PacketSpec): Edit[] {
  const [a, b] = [build(was), build(now)]
  const out: Edit[] = []
  for (let at = 0; at < a.length; at++) {
    let end = at
    while (end < a.length && a[end] !== b[end]) end++
    if (end > at) out.push({ at, was: a.slice(at, end), now: b.slice(at, end) })
    at = end
  }
  return out
}

const node = 'router'
const rule = { table: 'nat', chain: 'POSTROUTING', rule: 1 } as const
const at = (hook: 'PREROUTING' | 'FORWARD' | 'POSTROUTING') => ({ pkt: 1, node, hook })
const bodies: [number, Body][] = [
  [0, { kind: 'command', command: sampleScenario.script[0].command }],
  [0, { kind: 'packet', pkt: 1, node: 'laptop', bytes: build(syn), by: 'application' }],
  [
    0,
    {
      kind: 'wire',
      pkt: 1,
      link: 'lan',
      from: { node: 'laptop', iface: 'eth0' },
      to: { node, iface: 'lan0' },
      departs: 0,
      arrives: 200,
    },
  ],
  [200, { kind: 'enter', pkt: 1, node, iface: 'lan0' }],
  [200, { kind: 'hook', ...at('PREROUTING'), in: 'lan0' }],
  [200, { kind: 'station', ...at('PREROUTING'), station: 'conntrack' }],
  [200, { kind: 'ct-lookup', ...at('PREROUTING'), tuple, entry: null, direction: null, state: 'NEW' }],
  [200, { kind: 'ct-new', pkt: 1, node, entry }],
  [200, { kind: 'ct-change', pkt: 1, node, entry: 1, change: { tcp: 'SYN_SENT', timeout: 120_000_000 } }],
  [200, { kind: 'station', ...at('PREROUTING'), station: 'nat' }],
  [200, { kind: 'chain-end', ...at('PREROUTING'), table: 'nat', chain: 'PREROUTING', bytes: 60, policy: 'ACCEPT' }],
  [
    200,
    {
      kind: 'route',
      pkt: 1,
      node,
      dst: '198.51.100.4',
      found: { to: 'default', via: '203.0.113.1', dev: 'wan0', type: 'unicast' },
      local: false,
      out: 'wan0',
      nextHop: '203.0.113.1',
    },
  ],
  [200, { kind: 'rewrite', pkt: 1, node, cause: { by: 'forward' }, edits: edits(syn, { ...syn, ttl: 63 }) }],
  [200, { kind: 'hook', ...at('FORWARD'), in: 'lan0', out: 'wan0' }],
  [200, { kind: 'hook', ...at('POSTROUTING'), out: 'wan0' }],
  [200, { kind: 'station', ...at('POSTROUTING'), station: 'nat' }],
  [
    200,
    {
      kind: 'rule',
      ...at('POSTROUTING'),
      rule,
      parts: [true, true],
      matched: true,
      bytes: 60,
      verdict: { do: 'accept' },
    },
  ],
  [
    200,
    {
      kind: 'nat-bind',
      ...at('POSTROUTING'),
      entry: 1,
      manip: 'src',
      rule,
      target: 'MASQUERADE',
      before: tuple,
      after: { ...tuple, src: '203.0.113.5' },
      tries: [{ tuple: bound }],
      port: 'kept',
    },
  ],
  [200, { kind: 'ct-change', pkt: 1, node, entry: 1, change: { reply: bound, srcNat: true } }],
  [
    200,
    {
      kind: 'rewrite',
      ...at('POSTROUTING'),
      cause: { by: 'nat', entry: 1, manip: 'src', direction: 'original', rule },
      edits: edits({ ...syn, ttl: 63 }, { ...syn, ttl: 63, src: '203.0.113.5' }),
    },
  ],
  [200, { kind: 'station', ...at('POSTROUTING'), station: 'confirm' }],
  [200, { kind: 'ct-confirm', pkt: 1, node, entry: 1, expires: 120_000_200 }],
  [
    200,
    {
      kind: 'wire',
      pkt: 1,
      link: 'wan',
      from: { node, iface: 'wan0' },
      to: { node: 'server', iface: 'eth0' },
      departs: 200,
      arrives: 10_200,
    },
  ],
  [10_200, { kind: 'enter', pkt: 1, node: 'server', iface: 'eth0' }],
  [10_200, { kind: 'deliver', pkt: 1, node: 'server', to: 'tcp', socket: 1 }],
]

export const sampleTrace: TraceEvent[] = bodies.map(([t, body], n) => ({ ...body, n, t }))

/** The rule set that a text means; throws when it is not one. */
export function rulesetOf(text: string): Ruleset {
  const parsed = parseRuleset(text)
  if (!parsed.ok) throw new Error(parsed.errors[0].message)
  return parsed.ruleset
}

/** The view before the sample's first event. */
export const sampleStart = emptyView(sampleScenario, { router: rulesetOf(sampleScenario.nodes[1].iptables ?? '') })
