import { expect, test } from 'vitest'
import { runScenario } from '../engine/run'
import { applyEvent, emptyView } from '../model/fold'
import { scenarios } from '../scenarios'
import { explain } from './explain'

const GARBAGE = /undefined|null|NaN|\[object|  |\.\.|\(\)|\?:|^[a-z]/

test.each(scenarios.map((scenario) => [scenario.title, scenario] as const))(
  '%s is told from beginning to end',
  (_, scenario) => {
    let view = emptyView(scenario)
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
  },
)
