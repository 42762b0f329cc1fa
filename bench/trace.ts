/** With a listener: a built-in scenario from beginning to end, every event of it said. */
import { startRun } from '../src/engine/run'
import { scenarios } from '../src/scenarios'
import { compare } from './measure'
import { count, type Line, line } from './report'

const TARGET = 200_000

export function trace(): Line[] {
  const [scenario] = scenarios
  let events = 0
  let runs = 0
  const [perRun] = compare([
    (times) => {
      for (let n = 0; n < times; n++) {
        const run = startRun(scenario)
        run.proceed(Infinity)
        events += run.events.length
        runs++
      }
    },
  ])
  const perSecond = (events / runs / perRun) * 1e9
  return [
    line(
      `trace events a second (“${scenario.title}”, ${count(events / runs)} events a run)`,
      count(perSecond),
      `≥ ${count(TARGET)}`,
      perSecond >= TARGET,
    ),
  ]
}
