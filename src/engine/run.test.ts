/** Every scenario: the same trace each time, and a trace that says all there is to know. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Entry, Tuple } from '../model/conntrack'
import { applyEvent, emptyView } from '../model/fold'
import type { TableName, TraceEvent } from '../model/trace'
import { counterKey, type NodeView, type View } from '../model/view'
import { parseRuleset } from '../rules/parse'
import type { Ruleset } from '../rules/ruleset'
import { scenarios } from '../scenarios'
import type { Machine } from './machine'
import { runScenario, startRun } from './run'
import type { World } from './world'

const all = scenarios.map((scenario) => [scenario.title, scenario] as const)

afterEach(() => vi.restoreAllMocks())

describe.each(all)('%s', (_, scenario) => {
  test('is the same run every time, and asks neither the wall clock nor chance', () => {
    const forbid = (what: string) => () => {
      throw new Error(`the engine asked ${what}`)
    }
    vi.spyOn(Date, 'now').mockImplementation(forbid('Date.now'))
    vi.spyOn(Math, 'random').mockImplementation(forbid('Math.random'))
    vi.spyOn(performance, 'now').mockImplementation(forbid('performance.now'))
    const first = runScenario(scenario)
    const second = runScenario(structuredClone(scenario))
    vi.restoreAllMocks()
    expect(second).toEqual(first)
    expect(first.length).toBeGreaterThan(20)
  })

  test('numbers its events without gaps, never goes back in time, and ends once', () => {
    const trace = runScenario(scenario)
    trace.forEach((event, i) => {
      expect(event.n).toBe(i)
      expect(event.t).toBeGreaterThanOrEqual(i === 0 ? 0 : trace[i - 1].t)
    })
    expect(trace.filter((e) => e.kind === 'end')).toEqual([trace.at(-1)])
  })

  test('the view folded from the trace is what the engine has, at every event', () => {
    let view = emptyView(scenario, startRun(scenario).rulesets)
    runScenario(scenario, [], {
      watch(event, world) {
        view = applyEvent(view, event)
        expectSame(view, world, event)
      },
    })
    expect(view.over).toBe(true)
  })

  test('every packet comes to an end', () => {
    let view = emptyView(scenario, startRun(scenario).rulesets)
    const last = new Map<number, string>()
    for (const event of runScenario(scenario)) {
      view = applyEvent(view, event)
      for (const packet of view.packets.values()) last.set(packet.id, packet.place.at)
    }
    for (const [pkt, place] of last) expect(['delivered', 'dropped'], `packet ${pkt} is at ${place}`).toContain(place)
  })
})

/** What the engine holds, in the view's words. */
function expectSame(view: View, world: World, event: TraceEvent): void {
  for (const machine of world.machines.values()) {
    const seen = view.nodes[machine.id]
    const where = `${machine.id} at event ${event.n}, ${event.kind}`
    const [has, shows] = [machine.conntrack.entries(), [...seen.conntrack.values()]].map(unlessLookedUp(event))
    expect(byId(shows), where).toEqual(byId(has))
    expect(byId(seen.sockets.values()), where).toEqual(byId(machine.sockets.views()))
    expect(countersSeen(seen), where).toEqual(countersOf(machine, world))
  }
}

/** A lookup is said when the tracker is through with its packet: what that changed of this one entry is the next event. */
function unlessLookedUp(event: TraceEvent): (entries: Entry[]) => Entry[] {
  if (event.kind !== 'ct-lookup') return (entries) => entries
  if (event.entry !== null) return (entries) => entries.filter(({ id }) => id !== event.entry)
  return (entries) => entries.filter(({ expires, original }) => expires !== null || !isSame(original, event.tuple))
}

const isSame = (a: Tuple, b: Tuple): boolean => JSON.stringify(a) === JSON.stringify(b)

const byId = <T extends { id: number }>(values: Iterable<T>): T[] => [...values].toSorted((a, b) => a.id - b.id)

/** Rules and policies that have counted something. */
const countersSeen = (node: NodeView) =>
  Object.fromEntries(Object.entries(node.counters).filter(([, count]) => count.packets > 0))

function countersOf(machine: Machine, world: World): Record<string, { packets: number; bytes: number }> {
  const parsed = parseRuleset(world.saveRules(machine.id, { counters: true }).join('\n'))
  if (!parsed.ok) throw new Error(`${machine.id} prints rules that do not parse: ${parsed.errors[0].message}`)
  return Object.fromEntries(counted(parsed.ruleset))
}

function counted({ tables }: Ruleset): [string, { packets: number; bytes: number }][] {
  return tables.flatMap((table) =>
    table.chains.flatMap((chain) =>
      [chain, ...chain.rules].flatMap(({ packets, bytes }, i): [string, { packets: number; bytes: number }][] =>
        packets > 0 ? [[counterKey(table.name as TableName, chain.name, i || undefined), { packets, bytes }]] : [],
      ),
    ),
  )
}

describe('edits', () => {
  const [home] = scenarios
  const trace = runScenario(home)
  const middle = trace.findIndex((e) => e.kind === 'hook' && e.hook === 'FORWARD')
  const dropAll = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n'

  test('at an event: what was said before stays, word for word', () => {
    const edit = { when: { event: middle + 1 }, command: { do: 'rules', node: 'router', text: dropAll } } as const
    const branch = runScenario(home, [edit])
    expect(branch.slice(0, middle + 1)).toEqual(trace.slice(0, middle + 1))
    expect(branch.slice(middle + 1, middle + 3).map((e) => e.kind)).toEqual(['command', 'rules'])
    expect(branch.some((e) => e.kind === 'drop' && e.reason === 'policy')).toBe(true)
  })

  test('rules that do not parse are refused with line and column, and the run is as it was', () => {
    const text = dropAll.replace(':FORWARD DROP [0:0]', '-A FORWARD -p tcp --dprt 80 -j DROP')
    const branch = runScenario(home, [{ when: { event: middle }, command: { do: 'rules', node: 'router', text } }])
    const refused = branch.find((e) => e.kind === 'refused')
    expect(refused?.kind === 'refused' && refused.message).toContain('line 3')
    expect(branch.filter((e) => e.kind === 'deliver').length).toBe(trace.filter((e) => e.kind === 'deliver').length)
  })

  test('at the very end: the world goes on from there', () => {
    const again = runScenario(home, [
      { when: { event: trace.length }, command: { do: 'ping', node: 'phone', dst: '198.51.100.4', id: 9 } },
    ])
    expect(again.slice(0, trace.length)).toEqual(trace)
    expect(again.slice(trace.length).filter((e) => e.kind === 'deliver')).toHaveLength(2)
    expect(again.at(-1)?.kind).toBe('end')
  })

  test('a node that is not there is refused', () => {
    const edit = { when: { time: 5 }, command: { do: 'ping', node: 'nobody', dst: '198.51.100.4' } } as const
    expect(() => runScenario(home, [edit])).not.toThrow()
  })

  test('a run that never ends is given up', () => {
    expect(() => runScenario(home, [], { limit: 50 })).toThrow('given up')
  })
})
