/** With a listener: a built-in scenario's script over and over on one world, every event of it said. */
import type { TimedCommand } from '../src/model/command'
import { startRun } from '../src/engine/run'
import { scenarios } from '../src/scenarios'
import { compare } from './measure'
import { count, type Line, line } from './report'

const TARGET = 200_000
const OVER = 100
/** µs; long enough for all of it to be over. */
const PERIOD = 200e6

export function trace(): Line[] {
  const [scenario] = scenarios
  const script = Array.from({ length: OVER }, (_, i) => scenario.script.map((timed) => later(timed, i * PERIOD))).flat()
  let events = 0
  let runs = 0
  const [perRun] = compare([
    (times) => {
      for (let n = 0; n < times; n++) {
        const run = startRun({ ...scenario, script })
        run.proceed(Infinity)
        events += run.events.length
        runs++
      }
    },
  ])
  const perSecond = (events / runs / perRun) * 1e9
  return [
    line(
      `trace events a second (“${scenario.title}”, ${OVER} times over)`,
      count(perSecond),
      `≥ ${count(TARGET)}`,
      perSecond >= TARGET,
    ),
  ]
}

const later = ({ when, command }: TimedCommand, by: number): TimedCommand => ({
  when: 'time' in when ? { time: when.time + by } : when,
  command,
})
