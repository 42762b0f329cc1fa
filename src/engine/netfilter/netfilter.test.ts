import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { build } from '../../packet/build'
import type { PacketSpec } from '../../packet/spec'
import type { TraceEvent } from '../../model/trace'
import { ruleParts } from '../../rules/parts'
import { createWorld } from '../world'

const router = (iptables: string) => ({
  id: 'router',
  interfaces: [
    { name: 'lan0', addresses: ['192.168.1.1/24'] },
    { name: 'wan0', addresses: ['203.0.113.5/24'] },
  ],
  routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
  forward: true,
  iptables,
})

const SYN: PacketSpec = { src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 5000, dport: 80, flags: 'S' }

function route(iptables: string, packets: PacketSpec[], listen = true) {
  const events: TraceEvent[] = []
  const say = listen ? (e: TraceEvent) => void events.push(e) : undefined
  const world = createWorld({ nodes: [router(iptables)], links: [] }, { seed: 1, say })
  for (const packet of packets) {
    world.inject('router', packet.src.startsWith('192.168.') ? 'lan0' : 'wan0', build(packet))
    world.settle()
  }
  return { world, events, out: world.drainTaps() }
}

/** Hooks at the margin, stations under them, and under those each rule with a tick or a cross per part, then its verdict. */
const drawn = (events: readonly TraceEvent[]): string =>
  events
    .flatMap((e) => {
      switch (e.kind) {
        case 'hook':
          return e.hook
        case 'station':
          return `  ${e.station}${e.skip ? ` (${e.skip})` : ''}`
        case 'rule': {
          const parts = e.parts.map((yes) => (yes ? '+' : '-')).join('')
          return `    ${e.rule.chain} ${e.rule.rule} ${parts}${e.verdict ? ` ${e.verdict.do}` : ''}`
        }
        case 'chain-end':
          return `    ${e.chain} ends${e.policy ? `, policy ${e.policy}` : ''}${e.backTo ? `, back to ${e.backTo.chain} ${e.backTo.rule}` : ''}`
        case 'drop':
          return `    dropped: ${e.reason}`
        case 'log':
          return `    ${e.line}`
        default:
          return []
      }
    })
    .join('\n')

describe('the road through the hooks', () => {
  it('asks raw, conntrack, mangle, nat, filter in the order of their priorities', () => {
    const rules = ['raw', 'mangle', 'nat', 'filter', 'security']
      .map((t) => `*${t}\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n`)
      .join('')
    const { events } = route(`${rules}*nat\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n`, [SYN])
    const road = events.flatMap((e) => (e.kind === 'hook' ? `${e.hook}:` : e.kind === 'station' ? e.station : []))
    expect(road.join(' ')).toBe(
      'PREROUTING: raw conntrack mangle nat FORWARD: mangle filter security POSTROUTING: mangle nat confirm',
    )
  })

  it('shows which part of a rule said no, jumps, returns and the policy', () => {
    const { events } = route(
      `*filter
:FORWARD DROP [0:0]
:WEB - [0:0]
-A FORWARD -s 192.168.1.0/24 -o wan0 -p udp -j ACCEPT
-A FORWARD -i lan0 -j WEB
-A WEB -p tcp --dport 443 -j ACCEPT
-A WEB -p tcp -j RETURN
COMMIT
`,
      [SYN],
    )
    expect(drawn(events)).toBe(`PREROUTING
FORWARD
  filter
    FORWARD 1 ++-
    FORWARD 2 + jump
    WEB 1 +-
    WEB 2 + return
    WEB ends, back to FORWARD 2
    FORWARD ends, policy DROP
    dropped: policy`)
  })

  it('passes the nat table by when the connection is bound', () => {
    const { events } = route('*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n', [
      SYN,
      SYN,
    ])
    const nat = events.flatMap((e) =>
      e.kind === 'station' && e.station === 'nat' ? `${e.hook} ${e.skip ?? 'asked'}` : [],
    )
    expect(nat).toEqual(['PREROUTING asked', 'POSTROUTING asked', 'PREROUTING bound', 'POSTROUTING bound'])
  })

  it('lets an error of its own bring along the entry of the packet that it is about', () => {
    const { events } = route('*nat\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n', [{ ...SYN, ttl: 1 }])
    const [made] = events.flatMap((e) => (e.kind === 'ct-new' ? [e.entry.id] : []))
    const brought = events.flatMap((e) => (e.kind === 'station' && e.brought ? [[e.hook, e.brought]] : []))
    // Its packet died before the entry was confirmed, so no lookup would find it.
    expect(brought).toEqual([['OUTPUT', { entry: made, direction: 'reply', state: 'RELATED' }]])
  })

  it('never matches what is not modelled, and says so', () => {
    const { events } = route(
      '*filter\n-A FORWARD -p tcp -m cgroup --cgroup 1 -j DROP\n-A FORWARD -j TEE --gateway 192.168.1.9\nCOMMIT\n',
      [SYN],
    )
    expect(drawn(events)).toContain('FORWARD 1 +-\n    FORWARD 2  continue\n    FORWARD ends, policy ACCEPT')
  })
})

// The lines were read from the kernel's log.
describe('LOG', () => {
  it.each([
    [
      '-j LOG --log-prefix "fw: "',
      { ...SYN, seq: 1, options: '020405b4' },
      'fw: IN=lan0 OUT=wan0 MAC= SRC=192.168.1.10 DST=198.51.100.4 LEN=44 TOS=0x00 PREC=0x00 TTL=63 ID=0 PROTO=TCP SPT=5000 DPT=80 WINDOW=65535 RES=0x00 SYN URGP=0 ',
    ],
    [
      '-j MARK --set-mark 5\n-A FORWARD -j LOG --log-prefix "fw2: " --log-tcp-options --log-tcp-sequence',
      { ...SYN, seq: 1, options: '020405b4' },
      'fw2: IN=lan0 OUT=wan0 MAC= SRC=192.168.1.10 DST=198.51.100.4 LEN=44 TOS=0x00 PREC=0x00 TTL=63 ID=0 PROTO=TCP SPT=5000 DPT=80 SEQ=1 ACK=0 WINDOW=65535 RES=0x00 SYN URGP=0 OPT (020405B4) MARK=0x5 ',
    ],
    [
      '-j LOG',
      { src: '192.168.1.10', dst: '198.51.100.4', proto: 'icmp', type: 8, code: 0, id: 1, seq: 2 },
      'IN=lan0 OUT=wan0 MAC= SRC=192.168.1.10 DST=198.51.100.4 LEN=28 TOS=0x00 PREC=0x00 TTL=63 ID=0 PROTO=ICMP TYPE=8 CODE=0 ID=1 SEQ=2 ',
    ],
    [
      '-j LOG',
      { src: '192.168.1.10', dst: '198.51.100.4', proto: 47, payload: '0000' },
      'IN=lan0 OUT=wan0 MAC= SRC=192.168.1.10 DST=198.51.100.4 LEN=22 TOS=0x00 PREC=0x00 TTL=63 ID=0 PROTO=47 ',
    ],
    [
      '-j LOG',
      {
        src: '192.168.1.10',
        dst: '198.51.100.4',
        proto: 'icmp',
        type: 3,
        code: 3,
        rest: '00000000',
        inner: { ...SYN, src: '198.51.100.4', dst: '192.168.1.10', seq: 1 },
      },
      'IN=lan0 OUT=wan0 MAC= SRC=192.168.1.10 DST=198.51.100.4 LEN=68 TOS=0x00 PREC=0x00 TTL=63 ID=0 PROTO=ICMP TYPE=3 CODE=3 [SRC=198.51.100.4 DST=192.168.1.10 LEN=40 TOS=0x00 PREC=0x00 TTL=64 ID=0 PROTO=TCP SPT=5000 DPT=80 WINDOW=65535 RES=0x00 SYN URGP=0 ] ',
    ],
  ] satisfies [string, PacketSpec, string][])('%s', (rule, packet, line) => {
    const { events } = route(`*filter\n-A FORWARD ${rule}\nCOMMIT\n`, [packet])
    expect(events.flatMap((e) => (e.kind === 'log' ? e.line : []))).toEqual([line])
  })
})

describe('changing the rules while a packet is inside a table', () => {
  it('ends the table with the old ones and meets the next with the new', () => {
    const old =
      '*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD\n-A FORWARD\nCOMMIT\n*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n'
    const next = '*mangle\n:FORWARD DROP [0:0]\nCOMMIT\n*filter\n:FORWARD DROP [0:0]\nCOMMIT\n'
    const events: TraceEvent[] = []
    const world = createWorld({ nodes: [router(old)], links: [] }, { seed: 1, say: (e) => void events.push(e) })
    const { events: rehearsal } = route(old, [SYN])
    const first = rehearsal.find((e) => e.kind === 'rule')
    world.schedule({ when: { event: (first?.n ?? 0) + 1 }, command: { do: 'rules', node: 'router', text: next } })
    world.inject('router', 'lan0', build(SYN))
    expect(drawn(events).split('FORWARD\n  mangle\n')[1]).toBe(`    FORWARD 1  continue
    FORWARD 2  continue
    FORWARD ends, policy ACCEPT
  filter
    FORWARD ends, policy DROP
    dropped: policy`)
  })
})

describe('listened to or not', () => {
  const some = fc.constantFrom
  const test = fc.oneof(
    some('-s 192.168.1.0/24', '! -s 192.168.1.10', '-s 198.51.100.4', '-i lan0', '! -i wan0', '-o wan+', '-o lan0'),
    some('-d 198.51.100.0/24', '! -d 198.51.100.4/32', '-m mark --mark 1', '-m ttl --ttl-gt 60', '! -f', '-f'),
  )
  const proto = some(
    '',
    '-p udp --dport 53',
    '-p tcp --dport 80:443',
    '-p tcp ! --dport 80',
    '-p tcp --syn',
    '-p icmp --icmp-type 8',
    '! -p tcp',
    '-m statistic --mode nth --every 2 --packet 0',
    '-m limit --limit 1/s --limit-burst 2',
    '-m statistic --mode nth --every 3 --packet 1 -p tcp -m tcp --dport 80',
    '-m addrtype --dst-type LOCAL',
    '-p udp -m multiport --ports 53,80',
  )
  const verdict = some('', '-j ACCEPT', '-j DROP', '-j RETURN', '-j MARK --set-mark 1', '-j OWN', '-g OWN', '-j REJECT')
  const option = (text: string): string => text.replace(/^! /, '').split(' ')[0]
  const rule = fc
    .tuple(fc.uniqueArray(test, { maxLength: 2, selector: option }), proto, verdict)
    .map(([tests, p, v]) => [...tests, p, v].filter(Boolean).join(' '))
  const rules = fc
    .array(rule, { maxLength: 8 })
    .map((all) =>
      [
        '*filter',
        ':FORWARD ACCEPT [0:0]',
        ':OWN - [0:0]',
        ...all.map((r, i) => `-A ${i % 3 === 2 && !/OWN/.test(r) ? 'OWN' : 'FORWARD'} ${r}`),
        'COMMIT\n',
      ].join('\n'),
    )
  const packet: fc.Arbitrary<PacketSpec> = fc.record({
    src: some('192.168.1.10', '192.168.1.11', '198.51.100.4'),
    dst: some('198.51.100.4', '198.51.100.7', '192.168.1.10'),
    proto: some('tcp' as const, 'udp' as const),
    sport: some(53, 5000),
    dport: some(53, 80, 443, 9000),
    flags: some('S', 'A'),
    ttl: some(3, 64),
  })

  it('the same rules count the same packets, and the same packets come out', () => {
    fc.assert(
      fc.property(rules, fc.array(packet, { minLength: 1, maxLength: 6 }), (text, packets) => {
        const [loud, quiet] = [route(text, packets), route(text, packets, false)]
        expect(quiet.world.saveRules('router', { counters: true })).toEqual(
          loud.world.saveRules('router', { counters: true }),
        )
        expect(quiet.out.map((o) => o.bytes)).toEqual(loud.out.map((o) => o.bytes))
      }),
    )
  })

  it('has a result for each part up to the first that failed', () => {
    fc.assert(
      fc.property(rules, packet, (text, p) => {
        const { world, events } = route(text, [p])
        const [filter] = world.machines.get('router')?.netfilter.current().tables ?? []
        for (const e of events) {
          if (e.kind !== 'rule') continue
          const chain = filter.chains.find((c) => c.name === e.rule.chain)
          const { parts } = ruleParts(
            chain?.rules[e.rule.rule - 1] ?? { matches: [], target: null, packets: 0, bytes: 0, line: 0 },
          )
          expect(e.matched ? e.parts.length === parts.length : e.parts.indexOf(false) === e.parts.length - 1).toBe(true)
        }
      }),
    )
  })
})
