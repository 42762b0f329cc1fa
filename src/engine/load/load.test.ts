import { describe, expect, test } from 'vitest'
import { entryAt, rowsOf } from '../../model/rows'
import type { Scenario } from '../../model/scenario'
import type { Traffic } from '../../model/traffic'
import { createLoad } from './load'

function router(nat: string, sysctl: Record<string, number> = {}): Pick<Scenario, 'nodes' | 'seed'> {
  return {
    seed: 1,
    nodes: [
      {
        id: 'router',
        name: 'Router',
        realm: 'router',
        kind: 'router',
        interfaces: [
          { name: 'lan0', addresses: ['10.0.0.1/8'] },
          { name: 'wan0', addresses: ['203.0.113.5/24'] },
        ],
        routes: [{ to: 'default', via: '203.0.113.1' }],
        iptables: `*nat\n${nat}\nCOMMIT\n`,
        sysctl,
      },
    ],
  }
}

const MASQUERADE = '-A POSTROUTING -o wan0 -j MASQUERADE'

const traffic: Traffic = {
  node: 'router',
  inside: 'lan0',
  outside: 'wan0',
  from: 'inside',
  hosts: 20,
  first: '10.0.0.10',
  servers: 5,
  to: '198.51.100.1',
  dport: 443,
  flows: 300,
  rate: 1000,
  mix: { tcp: 1, udp: 1, icmp: 1 },
  exchanges: 2,
  answer: 3,
  loss: 0,
  latency: 10_000,
  jitter: 5_000,
}

function run(scenario: Pick<Scenario, 'nodes' | 'seed'>, what: Traffic) {
  const load = createLoad(scenario, what)
  while (!load.done) load.proceed(500)
  return load
}

describe('traffic through a router', () => {
  test('every conversation ends, and each left its entry', () => {
    const load = run(router(MASQUERADE), traffic)
    expect(load.figures()).toMatchObject({ started: 300, finished: 300, failed: 0, dropped: 0, lost: 0, entries: 300 })
    const rows = load.rows()
    const states = new Map<string, number>()
    for (let i = 0; i < rows.count; i++) {
      const { tcp, original, reply, assured } = entryAt(rows, i)
      expect(reply.dst).toBe('203.0.113.5')
      const kind = tcp ?? `${original.proto} ${assured}`
      states.set(kind, (states.get(kind) ?? 0) + 1)
    }
    expect(Object.fromEntries(states)).toEqual({ TIME_WAIT: 99, '17 false': 99, '1 false': 102 })
  })

  test('the same traffic gives the same figures, with losses and packets that overtake each other', () => {
    const lossy = { ...traffic, loss: 0.05, jitter: 40_000 }
    const [one, other] = [run(router(MASQUERADE), lossy), run(router(MASQUERADE), lossy)]
    expect(one.figures()).toEqual(other.figures())
    expect(one.figures().lost).toBeGreaterThan(20)
    expect(one.figures().finished + one.figures().failed).toBe(300)
  })

  test('a full table drops who comes last', () => {
    const load = run(router(MASQUERADE, { 'net.netfilter.nf_conntrack_max': 100 }), {
      ...traffic,
      mix: { tcp: 1, udp: 0, icmp: 0 },
    })
    const { entries, tableFull, failed, earlyDrops, max } = load.figures()
    expect([entries, max]).toEqual([100, 100])
    expect(tableFull).toBeGreaterThan(0)
    expect(failed).toBe(300 - load.figures().finished)
    expect(earlyDrops).toBeGreaterThanOrEqual(0)
  })

  test('no port is left for the last ones', () => {
    const few = '-A POSTROUTING -o wan0 -p tcp -j MASQUERADE --to-ports 40000-40099'
    const load = run(router(few), { ...traffic, servers: 1, mix: { tcp: 1, udp: 0, icmp: 0 } })
    expect(load.figures()).toMatchObject({ finished: 100, failed: 200 })
    expect(load.figures().exhausted).toBeGreaterThan(200)
  })

  test('a SYN flood from made-up addresses leaves half-open entries', () => {
    const load = run(router('-A PREROUTING -i wan0 -p tcp --dport 443 -j DNAT --to-destination 10.0.0.100'), {
      ...traffic,
      from: 'outside',
      hosts: 300,
      first: '198.18.0.1',
      servers: 1,
      to: '203.0.113.5',
      mix: { tcp: 1, udp: 0, icmp: 0 },
      silent: true,
    })
    const rows = load.rows()
    expect(load.figures()).toMatchObject({ finished: 0, failed: 0, entries: 300 })
    expect(entryAt(rows, 0)).toMatchObject({ tcp: 'SYN_RECV', dstNat: true })
  })

  test('samples lie along the way, in order', () => {
    const samples = run(router(MASQUERADE), traffic).samples()
    expect(samples.length).toBeGreaterThan(100)
    expect(samples.every((s, i) => i === 0 || s.t > samples[i - 1].t)).toBe(true)
  })

  test.each([
    [{ node: 'nobody' }, 'there is no node "nobody"'],
    [{ inside: 'eth9' }, '"router" has no interface "eth9"'],
    [{ flows: 0 }, 'flows: expected a whole number from 1 to 1000000, not 0'],
    [{ loss: 2 }, 'loss: expected a share from 0 to 1, not 2'],
  ])('traffic that cannot be is refused with words: %j', (wrong, words) => {
    expect(() => createLoad(router(MASQUERADE), { ...traffic, ...wrong })).toThrow(words)
  })
})

test('the page hashes tuples as the engine does', () => {
  const rows = run(router(MASQUERADE), traffic).rows()
  const entries = Array.from({ length: rows.count }, (_, i) => entryAt(rows, i))
  const again = rowsOf(new Map(entries.map((entry) => [entry.id, entry])))
  expect([...again.hash]).toEqual([...rows.hash])
  expect([...again.rhash]).toEqual([...rows.rhash])
})
