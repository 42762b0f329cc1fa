/** A scenario from beginning to end: the trace as a function of (scenario, edits). */
import type { TimedCommand } from '../model/command'
import type { Scenario } from '../model/scenario'
import type { TraceEvent } from '../model/trace'
import type { Rulesets } from '../model/view'
import type { Ruleset } from '../rules/ruleset'
import { createWorld, type World, type WorldOptions } from './world'

/** A run longer than this is a mistake: packets that chase each other, most often. */
const LIMIT = 500_000

export interface RunOptions extends Pick<WorldOptions, 'makeSets'> {
  /** Events after which the run is given up. */
  limit?: number
  /** Sees each event just after it was said, and the world as it is then. */
  watch?: (event: TraceEvent, world: World) => void
}

export interface ScenarioRun {
  /** What the nodes that have rules begin with. */
  readonly rulesets: Rulesets
  /** All that was said so far. */
  readonly events: readonly TraceEvent[]
  readonly done: boolean
  /** Goes on until about `budget` more events were said; throws when the run is too long. */
  proceed(budget: number): void
}

/** Throws RangeError when the scenario itself cannot be (a rule set that does not parse, a route to nowhere). */
export function startRun(
  scenario: Pick<Scenario, 'nodes' | 'links' | 'script' | 'seed'>,
  edits: readonly TimedCommand[] = [],
  { limit = LIMIT, watch, makeSets }: RunOptions = {},
): ScenarioRun {
  const events: TraceEvent[] = []
  let done = false
  const world: World = createWorld(scenario, {
    seed: scenario.seed,
    makeSets,
    say(event) {
      events.push(event)
      watch?.(event, world)
    },
  })
  for (const timed of [...scenario.script, ...edits]) world.schedule(timed)

  const rulesets: Record<string, Ruleset> = {}
  for (const { id, iptables } of scenario.nodes) {
    const machine = iptables !== undefined && world.machines.get(id)
    if (machine) rulesets[id] = machine.netfilter.current()
  }

  return {
    events,
    rulesets,
    get done() {
      return done
    },
    proceed(budget) {
      const enough = events.length + budget
      while (!done && events.length < enough) {
        if (events.length > limit) throw new RangeError(`the run was given up after ${limit} events`)
        if (!world.step()) finish()
      }
    },
  }

  /** Nothing is left to happen, unless somebody acts at the very end. */
  function finish(): void {
    world.say({ kind: 'end' })
    if (world.next() !== null) return
    const late = world.overdue()
    if (late) world.command(late)
    else done = true
  }
}

/** The whole trace at once. */
export function runScenario(
  scenario: Pick<Scenario, 'nodes' | 'links' | 'script' | 'seed'>,
  edits: readonly TimedCommand[] = [],
  options: RunOptions = {},
): readonly TraceEvent[] {
  const run = startRun(scenario, edits, options)
  while (!run.done) run.proceed(Infinity)
  return run.events
}
