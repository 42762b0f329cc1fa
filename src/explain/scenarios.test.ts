import { expect, test } from 'vitest'
import { runScenario, startRun } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import { scenarios } from '../scenarios'
import { conntrackRow } from './conntrack-list'
import { explain } from './explain'

const GARBAGE = /undefined|null|NaN|\[object|  |\.\.|\(\)|\?:|^[a-z]/

const byTitle = scenarios.map((scenario) => [scenario.title, scenario] as const)

test.each(byTitle)('%s is told from beginning to end', (_, scenario) => {
  let view = emptyView(scenario, startRun(scenario).rulesets)
  for (const event of runScenario(scenario)) {
    const before = view
    view = applyEvent(view, event)
    const { sentence, source, often } = explain(event, before, view, scenario)
    const told = `${event.n} ${event.kind}: ${sentence}`
    expect(sentence.length, told).toBeGreaterThan(12)
    for (const text of [sentence, often ?? 'None']) expect(text, told).not.toMatch(GARBAGE)
    expect(source ?? 'none', told).toMatch(/^[\w ,.·§-]+$/)
  }
  expect(view.over).toBe(true)
})

test.each(byTitle)(
  "%s: the page's conntrack -L is the engine's, whenever a packet leaves or arrives",
  (_, scenario) => {
    const routers = scenario.nodes.filter(({ kind }) => kind === 'router')
    let view = emptyView(scenario, startRun(scenario).rulesets)
    let compared = 0
    const trace = runScenario(scenario, [], {
      watch(event, world) {
        view = applyEvent(view, event)
        if (event.kind !== 'wire' && event.kind !== 'enter') return
        for (const { id } of routers) {
          const shown = [...view.nodes[id].conntrack.values()].filter(({ confirmed }) => confirmed)
          const rows = shown.map((entry) => conntrackRow(entry, view.t))
          expect(rows.toSorted(), `event ${event.n}`).toEqual(world.conntrackList(id).toSorted())
          compared += rows.length
        }
      },
    })
    expect(compared > 0).toBe(trace.some(({ kind }) => kind === 'ct-confirm'))
  },
)
