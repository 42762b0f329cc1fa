import { expect, test } from 'vitest'
import { applyEvent } from '../model/fold'
import { sampleScenario, sampleStart, sampleTrace } from '../model/sample'
import type { Body, EventKind, TraceEvent } from '../model/trace'
import type { View } from '../model/view'
import { explain } from './explain'

/** One event of each kind, all about the sample's router and its first packet. A new kind must be added here to compile. */
const EXAMPLES: { [K in EventKind]: Extract<Body, { kind: K }>[] } = {
  command: [
    { kind: 'command', command: { do: 'tcp', node: 'laptop', dst: '198.51.100.4', dport: 443 } },
    { kind: 'command', command: { do: 'udp', node: 'laptop', dst: '198.51.100.53', dport: 53 } },
    { kind: 'command', command: { do: 'ping', node: 'laptop', dst: '198.51.100.4', count: 3 } },
    {
      kind: 'command',
      command: { do: 'packet', node: 'laptop', packet: { src: '1.2.3.4', dst: '5.6.7.8', proto: 'udp' } },
    },
    { kind: 'command', command: { do: 'rules', node: 'router', text: '' } },
    { kind: 'command', command: { do: 'sysctl', node: 'router', name: 'net.ipv4.ip_forward', value: 0 } },
  ],
  packet: [{ kind: 'packet', pkt: 1, node: 'router', bytes: new Uint8Array(20), by: 'kernel', about: 1 }],
  enter: [{ kind: 'enter', pkt: 1, node: 'router', iface: 'lan0' }],
  hook: (['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'] as const).map((hook) => ({
    kind: 'hook',
    pkt: 1,
    node: 'router',
    hook,
  })),
  station: (
    ['defrag', 'conntrack', 'helper', 'confirm', 'raw', 'mangle', 'nat', 'filter', 'security'] as const
  ).flatMap((station) =>
    ([undefined, 'bound', 'untracked', 'invalid', 'related'] as const).map((skip) => ({
      kind: 'station' as const,
      pkt: 1,
      node: 'router',
      hook: 'PREROUTING' as const,
      station,
      skip,
    })),
  ),
  rule: [
    ...(
      [
        { do: 'accept' },
        { do: 'drop' },
        { do: 'return' },
        { do: 'continue' },
        { do: 'jump', chain: 'DOCKER' },
        { do: 'goto', chain: 'DOCKER' },
        { do: 'reject', with: 'icmp-port-unreachable' },
      ] as const
    ).map((verdict) => rule(true, verdict)),
    rule(false),
    { ...rule(false), rule: { table: 'filter', chain: 'NOWHERE', rule: 9 } },
  ],
  'chain-end': [
    chainEnd({ policy: 'ACCEPT' }),
    chainEnd({ policy: 'DROP' }),
    chainEnd({ backTo: { table: 'filter', chain: 'FORWARD', rule: 2 } }),
    chainEnd({}),
  ],
  'ct-lookup': (['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED'] as const).flatMap((state) =>
    ([null, 1] as const).flatMap((entry) =>
      (['original', 'reply'] as const).map((direction) => ({
        kind: 'ct-lookup' as const,
        pkt: 1,
        node: 'router',
        hook: 'PREROUTING' as const,
        tuple: { proto: 6, src: '192.168.1.10', dst: '198.51.100.4', sport: 54321, dport: 443 },
        entry,
        direction,
        state,
        why: entry ? 'out-of-window' : undefined,
      })),
    ),
  ),
  'ct-new': [],
  'ct-confirm': [{ kind: 'ct-confirm', pkt: 1, node: 'router', entry: 1, expires: 120_000_000 }],
  'ct-change': [
    ...(
      [
        'SYN_SENT',
        'SYN_RECV',
        'ESTABLISHED',
        'FIN_WAIT',
        'CLOSE_WAIT',
        'LAST_ACK',
        'TIME_WAIT',
        'CLOSE',
        'SYN_SENT2',
        'NONE',
      ] as const
    ).map((tcp) => ({ kind: 'ct-change' as const, node: 'router', entry: 1, change: { tcp, timeout: 60_000_000 } })),
    { kind: 'ct-change', node: 'router', entry: 1, change: { seenReply: true } },
    { kind: 'ct-change', node: 'router', entry: 1, change: { assured: true } },
    { kind: 'ct-change', node: 'router', entry: 1, change: { mark: 7 } },
    { kind: 'ct-change', node: 'router', entry: 1, change: { expires: 9_000_000_000 } },
    { kind: 'ct-change', node: 'router', entry: 1, change: { expires: 20_000_000 } },
    { kind: 'ct-change', node: 'router', entry: 1, change: {} },
  ],
  'ct-end': (['timeout', 'reopened', 'never-confirmed', 'deleted', 'clash', 'early-drop'] as const).map((why) => ({
    kind: 'ct-end',
    node: 'router',
    entry: 1,
    why,
  })),
  'nat-bind': (['src', 'dst'] as const).flatMap((manip) =>
    (['kept', 'named', 'searched'] as const).flatMap((port) =>
      [undefined, 'MASQUERADE', 'SNAT', 'DNAT', 'REDIRECT'].map((target) => ({
        kind: 'nat-bind' as const,
        pkt: 1,
        node: 'router',
        hook: 'POSTROUTING' as const,
        entry: 1,
        manip,
        target,
        rule: target === undefined ? undefined : { table: 'nat' as const, chain: 'POSTROUTING', rule: 1 },
        before: { proto: 6, src: '192.168.1.10', dst: '198.51.100.4', sport: 54321, dport: 443 },
        after: { proto: 6, src: '203.0.113.5', dst: '198.51.100.4', sport: 61344, dport: 443 },
        tries: [{ tuple: { proto: 6, src: '198.51.100.4', dst: '203.0.113.5', sport: 443, dport: 54321 }, takenBy: 1 }],
        port,
      })),
    ),
  ),
  rewrite: (['src', 'dst'] as const).flatMap((manip) =>
    (['original', 'reply'] as const).flatMap((direction) =>
      [false, true].map((inner) => ({
        kind: 'rewrite' as const,
        pkt: 1,
        node: 'router',
        cause: { by: 'nat' as const, entry: 1, manip, direction, inner },
        edits: [{ at: 12, was: Uint8Array.of(192, 168, 1, 10), now: Uint8Array.of(203, 0, 113, 5) }],
      })),
    ),
  ),
  route: [
    { kind: 'route', pkt: 1, node: 'router', dst: '198.51.100.4', found: null, local: false },
    {
      kind: 'route',
      pkt: 1,
      node: 'router',
      dst: '203.0.113.5',
      found: { to: 'local 203.0.113.5', type: 'local' },
      local: true,
    },
    {
      kind: 'route',
      pkt: 1,
      node: 'router',
      dst: '192.168.1.10',
      found: { to: '192.168.1.0/24', type: 'unicast', dev: 'lan0' },
      local: false,
      out: 'lan0',
    },
    {
      kind: 'route',
      pkt: 1,
      node: 'router',
      dst: '10.0.0.1',
      found: { to: '10.0.0.0/8', type: 'blackhole' },
      local: false,
      again: true,
    },
  ],
  wire: [
    {
      kind: 'wire',
      pkt: 1,
      link: 'wan',
      from: { node: 'router', iface: 'wan0' },
      to: null,
      departs: 0,
      arrives: 10_000,
    },
  ],
  deliver: (['tcp', 'udp', 'icmp', 'raw'] as const).map((to) => ({
    kind: 'deliver',
    pkt: 1,
    node: 'server',
    to,
    socket: 1,
  })),
  drop: (
    [
      'rule', 'policy', 'reject', 'no-route', 'blackhole', 'prohibited', 'ttl', 'not-forwarding', 'not-for-us', 'no-neighbour', 'lost-private',
      'lost-nobody', 'bad-header', 'bad-checksum', 'martian', 'no-port', 'no-protocol', 'nat-exhausted', 'table-full', 'too-big', 'invalid-ct',
      'socket-closed', 'unwanted', 'clash',
    ] as const
  ).map((reason) => ({ kind: 'drop', pkt: 1, node: 'router', reason })), // prettier-ignore
  socket: (['tcp', 'udp', 'icmp'] as const).flatMap((proto) =>
    ['SYN-SENT', 'ESTABLISHED', 'closed', 'open'].map((state) => ({
      kind: 'socket' as const,
      node: 'laptop',
      socket: {
        id: 1,
        proto,
        local: '192.168.1.10:54321',
        state,
        sent: 0,
        received: 0,
        outcome: state === 'closed' ? 'answered' : undefined,
      },
    })),
  ),
  log: [{ kind: 'log', node: 'router', line: 'IN=lan0 OUT=wan0' }],
  rules: [{ kind: 'rules', node: 'router', text: '*nat\nCOMMIT\n', ruleset: { tables: [] } }],
  sysctl: [{ kind: 'sysctl', node: 'router', name: 'net.netfilter.nf_conntrack_max', value: '100' }],
  refused: [{ kind: 'refused', node: 'laptop', message: 'no such node' }],
  pass: [{ kind: 'pass', from: 0 }],
  end: [{ kind: 'end' }],
}

function rule(matched: boolean, verdict?: Extract<Body, { kind: 'rule' }>['verdict']): Extract<Body, { kind: 'rule' }> {
  const ref = { table: 'nat', chain: 'POSTROUTING', rule: 1 } as const
  return {
    kind: 'rule',
    pkt: 1,
    node: 'router',
    hook: 'POSTROUTING',
    rule: ref,
    parts: [true, matched],
    matched,
    bytes: 60,
    verdict,
  }
}

function chainEnd(rest: Partial<Extract<Body, { kind: 'chain-end' }>>): Extract<Body, { kind: 'chain-end' }> {
  return {
    kind: 'chain-end',
    pkt: 1,
    node: 'router',
    hook: 'FORWARD',
    table: 'filter',
    chain: 'FORWARD',
    bytes: 60,
    ...rest,
  }
}

const GARBAGE = /undefined|null|NaN|\[object|  |\.\.|\(\)|^[a-z]/

function check(event: TraceEvent, before: View, after: View): string {
  const { sentence, source, often } = explain(event, before, after, sampleScenario)
  const told = `${event.kind}: ${sentence}`
  expect(sentence, told).toMatch(/[.:!?\w]$/)
  expect(sentence, told).not.toMatch(GARBAGE)
  expect(source ?? 'none', told).not.toMatch(/undefined/)
  expect(often ?? 'None', told).not.toMatch(GARBAGE)
  return sentence
}

test('the sample is told like a story', () => {
  let view = sampleStart
  const story = sampleTrace.map((event) => {
    const before = view
    view = applyEvent(view, event)
    return check(event, before, view)
  })
  expect(story).toMatchInlineSnapshot(`
    [
      "A program on the laptop opens a TCP connection to the web server, 198.51.100.4:443.",
      "The laptop makes a TCP SYN from 192.168.1.10:54321 to 198.51.100.4:443: it asks for a connection.",
      "The TCP SYN leaves the laptop by eth0; it will reach the router in 200 µs.",
      "The TCP SYN arrives at the router on lan0.",
      "It comes to PREROUTING, the hook that everything arriving at the router meets before its way is chosen.",
      "Conntrack looks at the packet: does it belong to a connection that it knows?",
      "No entry matches 192.168.1.10:54321 → 198.51.100.4:443, so the router makes one.",
      "Entry 1 is made for 192.168.1.10:54321 → 198.51.100.4:443. It also holds what answers will look like: 198.51.100.4:443 → 192.168.1.10:54321. Until this packet has passed, it is unconfirmed.",
      "Entry 1 starts as SYN_SENT: a SYN has passed, and the answer has 120 s to come.",
      "First packet of its connection, so the nat table is asked; it has no rules at PREROUTING.",
      "No rule of nat/PREROUTING stopped the packet, so the chain's policy lets it pass.",
      "The best route to 198.51.100.4 is "default": out by wan0, to the next hop 203.0.113.1.",
      "The router forwards the packet, so it takes one off the TTL, 64 → 63, and corrects the header checksum.",
      "The packet is only passing through the router, from lan0 to wan0, so it comes to the FORWARD hook.",
      "It comes to POSTROUTING, the last hook before the packet leaves by wan0: this is where a connection may get a new source.",
      "First packet of its connection, so the nat table is asked, chain POSTROUTING: here the connection may get a new source. One rule to try.",
      "Rule 1 of nat/POSTROUTING matches: its target MASQUERADE will now choose the mapping.",
      "Rule 1 matches, so the router picks a source for the whole connection: its own address on wan0, 203.0.113.5, and port 54321, which is free. Every later packet is rewritten from the table, without asking the rules again.",
      "Entry 1 notes what its answers will look like: 198.51.100.4:443 → 203.0.113.5:54321.",
      "Rule 1 of nat/POSTROUTING (MASQUERADE) changes the source: 192.168.1.10:54321 becomes 203.0.113.5:54321.",
      "The packet has passed every table, so entry 1 may now enter the conntrack table.",
      "The packet has got through, so entry 1 enters the conntrack table. Without another packet it lives for 120 s.",
      "The TCP SYN leaves the router by wan0; it will reach the web server in 10 ms.",
      "The TCP SYN arrives at the web server on eth0.",
      "The web server takes the TCP SYN for the program that listens on port 443.",
    ]
  `)
})

test.each(Object.keys(EXAMPLES) as EventKind[])('%s has a sentence in every case', (kind) => {
  const settled = sampleTrace.slice(0, 22).reduce(applyEvent, sampleStart)
  const bodies: Body[] = EXAMPLES[kind]
  for (const body of bodies) {
    const event: TraceEvent = { ...body, n: settled.n, t: settled.t }
    check(event, settled, applyEvent(settled, event))
  }
})
