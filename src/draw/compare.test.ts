import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runScenario } from '../engine/run'
import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import type { TraceEvent } from '../model/trace'
import { scenarios } from '../scenarios'
import { compare } from './compare'

const [home] = scenarios
const rules = (text: string): TimedCommand[] => [{ when: { event: 0 }, command: { do: 'rules', node: 'router', text } }]
const written = home.nodes.find(({ id }) => id === 'router')?.iptables ?? ''
const forward = (lines: string) => written.replace(/\*filter\n[^*]*/, `*filter\n${lines}COMMIT\n`)
const plain = runScenario(home)
const edited = (text: string): readonly TraceEvent[] => runScenario(home, rules(text))

test('a run compared with itself has no difference, and both step together', () => {
  for (const scenario of scenarios as Scenario[]) {
    const trace = runScenario(scenario)
    const { first, pairs } = compare(trace, trace)
    expect(first).toBeNull()
    expect(pairs.every(({ a, b, same }) => a === b && same)).toBe(true)
  }
})

describe('the first difference', () => {
  test('is the packet that one rule set lets through and the other drops, with who decided', () => {
    const { difference, first, pairs } = compare(plain, edited(forward(':FORWARD DROP [0:0]\n')))
    expect(difference?.b?.event).toMatchObject({ kind: 'drop', reason: 'policy', hook: 'FORWARD', node: 'router' })
    expect(difference?.a?.passed).toMatchObject({ hook: 'FORWARD', table: 'filter' })
    expect(difference?.a?.passed?.rule?.rule).toBeGreaterThan(0)
    expect(first === null || pairs.slice(0, first).every(({ same }) => same)).toBe(true)
  })

  test('is not that other rules were tested on the way', () => {
    const more = written.replace('-A FORWARD', '-A FORWARD -s 10.9.9.9 -j DROP\n-A FORWARD')
    expect(more).not.toBe(written)
    expect(compare(plain, edited(more)).first).toBeNull()
  })

  test('is a translation to something else', () => {
    const bare = written.replace(/-A POSTROUTING.*\n/, '')
    const { difference } = compare(plain, edited(bare))
    expect(difference?.a?.event.kind).toBe('nat-bind')
    expect(difference?.a?.node).toBe('router')
  })

  test('is what only one of them has, when a person did something more', () => {
    const late: TimedCommand = { when: { event: 40 }, command: { do: 'ping', node: 'laptop', dst: '198.51.100.4' } }
    const { difference } = compare(plain, runScenario(home, [late]))
    expect(difference?.b?.node).toBe('laptop')
  })

  test('mirrors: the other way round it is the same place', () => {
    const other = edited(forward(':FORWARD DROP [0:0]\n'))
    const [there, back] = [compare(plain, other).difference, compare(other, plain).difference]
    expect([back?.a?.place, back?.b?.event.kind]).toEqual([there?.b?.place, there?.a?.event.kind])
  })
})

test('both playheads only ever go on', () => {
  fc.assert(
    fc.property(fc.nat(plain.length), (event) => {
      const ping: TimedCommand = { when: { event }, command: { do: 'ping', node: 'laptop', dst: '198.51.100.7' } }
      const { pairs } = compare(plain, runScenario(home, [ping]))
      for (let i = 1; i < pairs.length; i++) {
        expect(pairs[i].a).toBeGreaterThanOrEqual(pairs[i - 1].a)
        expect(pairs[i].b).toBeGreaterThanOrEqual(pairs[i - 1].b)
      }
    }),
    { numRuns: 8 },
  )
})
