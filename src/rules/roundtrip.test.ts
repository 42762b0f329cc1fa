import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listRuleset, parseRuleset, printRuleset } from '.'
import { ruleParts } from './parts'
import type { Match, Rule, Ruleset, Target } from './ruleset'
import { mask } from '../packet/address'
import { CT_STATES } from './match/conntrack'
import { STATES } from './match/state'
import { REJECTS } from './target/reject'

const not = fc.boolean()
const number = (min: number, max: number) => fc.integer({ min, max })
const port = number(0, 65535)
const range = fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
const portTest = fc.record({ from: number(1, 30000), to: number(30000, 65535), not })
const word = number(0, 0xffffffff)
const someOf = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 })
const text = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcXYZ09 _-:/"\'\\#!'.split('')) })
const prefix = fc
  .record({ value: word, bits: number(1, 32) })
  .map(({ value, bits }) => ({ value: (value & mask(bits)) >>> 0, mask: mask(bits) }))

const base = fc
  .record(
    {
      source: fc.record({ kind: fc.constant('source' as const), net: prefix, not }),
      destination: fc.record({ kind: fc.constant('destination' as const), net: prefix, not }),
      in: fc.record({ kind: fc.constant('in' as const), name: fc.constantFrom('eth0', 'br-lan+', 'lo'), not }),
      fragment: fc.record({ kind: fc.constant('fragment' as const), not }),
    },
    { requiredKeys: [] },
  )
  .map((m) => ({
    before: [m.source, m.destination, m.in].flatMap((x): Match[] =>
      x === undefined ? [] : 'net' in x ? [{ kind: x.kind, ...x.net, not: x.not }] : [x],
    ),
    fragment: m.fragment ? [m.fragment] : [],
  }))

const tcp = fc.record(
  {
    kind: fc.constant('tcp' as const),
    sport: portTest,
    dport: portTest,
    option: fc.record({ number: number(1, 255), not }),
    flags: fc.record({ mask: number(1, 63), set: number(0, 63), not }),
  },
  { requiredKeys: ['kind'] },
)

const extension: fc.Arbitrary<Match> = fc.oneof(
  fc.record({ kind: fc.constant('comment' as const), text }),
  fc.record({ kind: fc.constant('mark' as const), value: word, mask: word, not }),
  fc.record({ kind: fc.constant('state' as const), names: someOf(STATES), not }),
  fc.record({ kind: fc.constant('conntrack' as const), state: fc.record({ names: someOf(CT_STATES), not }) }),
  fc.record({ kind: fc.constant('conntrack' as const), origDstPort: fc.record({ range, not }) }).map((m) => ({
    kind: m.kind,
    origDstPort: { ...m.origDstPort.range, not: m.origDstPort.not },
  })),
  fc.record({
    kind: fc.constant('ttl' as const),
    test: fc.constantFrom('lt' as const, 'gt' as const),
    ttl: number(0, 255),
    not: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('multiport' as const),
    side: fc.constantFrom('source' as const, 'destination' as const, 'either' as const),
    ports: fc.array(range, { minLength: 1, maxLength: 7 }),
    not,
  }),
  fc.record({
    kind: fc.constant('limit' as const),
    rate: fc.constantFrom(10_000, 600_000, 66),
    burst: number(1, 10_000),
  }),
  tcp,
)

const target: fc.Arbitrary<Target | null> = fc.oneof(
  fc.constant(null),
  fc.constantFrom<Target>({ kind: 'ACCEPT' }, { kind: 'DROP' }, { kind: 'RETURN' }, { kind: 'jump', chain: 'LAN' }),
  fc.record({
    kind: fc.constant('REJECT' as const),
    with: fc.constantFrom(...(Object.keys(REJECTS) as (keyof typeof REJECTS)[])),
  }),
  fc.record({ kind: fc.constant('MARK' as const), value: word, mask: word }),
  fc.record({
    kind: fc.constant('LOG' as const),
    level: number(0, 7),
    prefix: text,
    tcpSequence: not,
    tcpOptions: not,
    ipOptions: not,
    uid: not,
    macDecode: not,
  }),
)

const rule = fc
  .record({
    base,
    extensions: fc.array(extension, { maxLength: 3 }),
    target,
    packets: number(0, 9),
    bytes: number(0, 99),
  })
  .map(({ base: { before, fragment }, extensions, target: t, packets, bytes }): Rule => {
    const seenTcp = extensions.findIndex((m) => m.kind === 'tcp')
    const matches: Match[] = [
      ...before,
      { kind: 'protocol', proto: 6, not: false },
      ...fragment,
      ...extensions.filter((m, i) => m.kind !== 'tcp' || i === seenTcp),
    ]
    return { matches, target: t, packets, bytes, line: 0 }
  })

const ruleset = fc.array(rule, { maxLength: 4 }).map((rules): Ruleset => {
  const chain = (name: string, policy: 'ACCEPT' | 'DROP' | null, own: Rule[]) => ({
    name,
    policy,
    packets: 0,
    bytes: 0,
    rules: own,
  })
  const chains = [
    chain('INPUT', 'DROP', rules),
    chain('FORWARD', 'ACCEPT', []),
    chain('OUTPUT', 'ACCEPT', []),
    chain('LAN', null, []),
  ]
  return { tables: [{ name: 'filter', chains }] }
})

const withoutLines = ({ tables }: Ruleset): Ruleset => ({
  tables: tables.map((t) => ({
    ...t,
    chains: t.chains.map((c) => ({ ...c, rules: c.rules.map((r) => ({ ...r, line: 0 })) })),
  })),
})

describe('any rule set', () => {
  it('is the same after printing and parsing', () => {
    fc.assert(
      fc.property(ruleset, (given) => {
        const parsed = parseRuleset(printRuleset(given, { counters: true }))
        expect(parsed.ok ? withoutLines(parsed.ruleset) : parsed.errors).toEqual(given)
      }),
    )
  })

  it('has as many parts as tests, and a row for each rule', () => {
    fc.assert(
      fc.property(ruleset, (given) => {
        const { rules } = given.tables[0].chains[0]
        for (const r of rules) expect(ruleParts(r).parts).toHaveLength(r.matches.length)
        expect(listRuleset(given, 'filter')).toHaveLength(4 * 3 - 1 + rules.length)
      }),
    )
  })
})

describe('parts', () => {
  it('read as the rule does, without saying tcp twice', () => {
    const parsed = parseRuleset(
      '*nat\n-A PREROUTING ! -s 10.0.0.0/8 -i wan0 -p tcp -m tcp --dport 8080 -m conntrack --ctstate NEW -j DNAT --to-destination 192.168.1.100:80\nCOMMIT\n',
    )
    if (!parsed.ok) throw new Error(parsed.errors[0].message)
    expect(ruleParts(parsed.ruleset.tables[0].chains[0].rules[0])).toEqual({
      parts: ['! -s 10.0.0.0/8', '-i wan0', '-p tcp', '--dport 8080', '-m conntrack --ctstate NEW'],
      target: '-j DNAT --to-destination 192.168.1.100:80',
    })
  })
})
