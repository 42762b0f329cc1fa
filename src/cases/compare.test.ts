import { describe, expect, it } from 'vitest'
import type { PacketSpec } from '../packet/spec'
import { differs } from './compare'
import type { Case, Observed } from './format'

const RULES = '*nat\n-A POSTROUTING -o wan0 -j SNAT --to-source 203.0.113.10-203.0.113.12:4000-4010\nCOMMIT\n'

/** A case in which 192.168.1.10.54321 speaks to 198.51.100.4.53, and what was seen of it. */
const seen = (...observed: Observed[]): Case => ({
  name: 'one query',
  nodes: { router: { interfaces: {}, iptables: RULES } },
  steps: observed.map((o) =>
    o.conntrack
      ? { conntrack: 'router' }
      : {
          send: 'router.lan0',
          packet: { src: '192.168.1.10', dst: '198.51.100.4', proto: 'udp', sport: 54321, dport: 53 },
        },
  ),
  observed,
})
const out = (part: Partial<PacketSpec> = {}, on = 'router.wan0'): Observed => ({
  emitted: [
    {
      on,
      packet: { src: '203.0.113.5', dst: '198.51.100.4', ttl: 63, proto: 'udp', sport: 54321, dport: 53, ...part },
    },
  ],
})
const rows = (...conntrack: string[]): Observed => ({ conntrack })
const row = (timeout: number, sport: number, host = 10, flags = '[UNREPLIED] ') =>
  `udp      17 ${timeout} src=192.168.1.${host} dst=198.51.100.4 sport=54321 dport=53 ${flags}src=198.51.100.4 dst=203.0.113.5 sport=53 dport=${sport} mark=0 use=1`
const aged = (seconds: number) => row(29, 54321).replace(' mark', ` delta-time=${seconds} mark`)
/** A row whose ports were both drawn. */
const drawn = (sport: number, dport: number) =>
  `udp      17 29 src=203.0.113.5 dst=198.51.100.4 sport=${sport} dport=${dport}000 [UNREPLIED] src=198.51.100.4 dst=203.0.113.5 sport=${dport}000 dport=${sport} mark=0 use=1`

/** A SYN of the router's own socket, which begins to count at `start`, and the RST that it sends later. */
const ownSocket = (start: number, rst = start + 1): Case => {
  const tcp = { proto: 'tcp', sport: 41000, dport: 443 } as const
  return {
    ...seen(out({ ...tcp, flags: 'S', seq: start, window: start % 7 }), out({ ...tcp, flags: 'R', seq: rst >>> 0 })),
    nodes: { router: { interfaces: {}, listen: [{ proto: 'tcp', port: 22 }] } },
  }
}

/** An ACK of the router's own socket, by whose clock it is `now`. */
const stamped = (now: string, ack = 11): Case => ({
  ...seen(out({ proto: 'tcp', sport: 22, dport: 4000, flags: 'A', seq: 7, ack, options: `0101080a${now}0000000a` })),
  nodes: { router: { interfaces: {}, listen: [{ proto: 'tcp', port: 22 }] } },
})

describe('what may differ', () => {
  it.each<[string, Case, Case]>([
    ['IP ids', seen(out({ ipid: 1 })), seen(out({ ipid: 2 }))],
    ['a drawn port, in its band', seen(out({ sport: 40000 })), seen(out({ sport: 2000 }))],
    ['a drawn port, in its range', seen(out({ sport: 4001 })), seen(out({ sport: 4009 }))],
    ['an address from a range', seen(out({ src: '203.0.113.10' })), seen(out({ src: '203.0.113.12' }))],
    ['fields that are zero or empty', seen(out({ tos: 0, payload: '' })), seen(out())],
    ['a timeout by two seconds', seen(rows(row(29, 54321))), seen(rows(row(27, 54321)))],
    [
      'the order of rows',
      seen(rows(row(29, 54321), row(29, 40000, 11))),
      seen(rows(row(29, 2000, 11), row(29, 54321))),
    ],
    [
      'the order of rows that only drawn ports tell apart',
      seen(out({ sport: 40000 }), out({ sport: 50000 }), rows(drawn(40000, 41), drawn(50000, 51))),
      seen(out({ sport: 7000 }), out({ sport: 6000 }), rows(drawn(6000, 61), drawn(7000, 71))),
    ],
    [
      'the order of rows of which one drew a port twice',
      seen(rows(drawn(40000, 41), drawn(40000, 51), drawn(40000, 40))),
      seen(rows(drawn(6000, 6), drawn(6000, 61), drawn(6000, 7))),
    ],
    ['the clock that a socket stamps with', stamped('670b79de'), stamped('76ec2df0')],
    ['where a socket begins to count', ownSocket(7_000_000), ownSocket(0xffffffff)],
    [
      'the same drawn port wherever it shows up',
      seen(out({ sport: 40000 }), rows(row(29, 40000))),
      seen(out({ sport: 2000 }), rows(row(29, 2000))),
    ],
    ['an age by the seconds of a wall clock', seen(rows(aged(4), row(29, 54321))), seen(rows(row(29, 54321), aged(5)))],
    [
      'an id that was drawn, among all there are',
      seen(out({ proto: 'icmp', type: 8, id: 40000 })),
      seen(out({ proto: 'icmp', type: 8, id: 700 })),
    ],
  ])('%s', (_, a, b) => {
    expect(differs(a, b)).toBeNull()
    expect(differs(b, a)).toBeNull()
  })
})

describe('what may not', () => {
  it.each<[string, Case, Case]>([
    ['emitted on router.wan0', seen(out()), seen({ emitted: [] })],
    ['emitted on router.wan0', ownSocket(7_000_000), ownSocket(7_000_000, 7_000_002)],
    ['emitted on router.dmz0', seen(out()), seen(out({}, 'router.dmz0'))],
    ['########0000000a', stamped('670b79de'), stamped('76ec2df0', 12)],
    ['"ttl":63', seen(out()), seen(out({ ttl: 64 }))],
    ['"sport":54321', seen(out()), seen(out({ sport: 40000 }))],
    ['port<1024#0', seen(out({ sport: 40000 })), seen(out({ sport: 700 }))],
    ['port<512#0', seen(out({ sport: 700 })), seen(out({ sport: 300 }))],
    ['"src":"203.0.113.5"', seen(out()), seen(out({ src: '203.0.113.6' }))],
    ['bad_checksum', seen(out()), seen(out({ bad_checksum: true }))],
    ['27 s udp 17', seen(rows(row(30, 54321))), seen(rows(row(27, 54321)))],
    ['delta-time=4', seen(rows(aged(1))), seen(rows(aged(4)))],
    ['delta-time', seen(rows(aged(1))), seen(rows(row(29, 54321)))],
    ['[ASSURED]', seen(rows(row(29, 54321))), seen(rows(row(29, 54321, 10, '[ASSURED] ')))],
    ['conntrack', seen(rows(row(29, 54321))), seen(rows())],
    ['step 1', seen(out({ sport: 40000 }), rows(row(29, 40000))), seen(out({ sport: 2000 }), rows(row(29, 54321)))],
    ['1 steps observed, 2 expected', seen(out(), out()), seen(out())],
  ])('%s', (message, a, b) => {
    expect(differs(a, b)).toContain(message)
  })

  it('a counter', () => {
    const counted = (n: number): Observed => ({
      counters: ['*nat', ':POSTROUTING ACCEPT [0:0]', `[${n}:84] -A POSTROUTING -j MASQUERADE`, 'COMMIT'],
    })
    expect(differs(seen(counted(1)), seen(counted(1)))).toBeNull()
    expect(differs(seen(counted(1)), seen(counted(2)))).toContain(
      '*nat: A [1:84] -A POSTROUTING -j MASQUERADE | B [2:84]',
    )
  })
})
