/**
 * Times arms of code against each other: they take turns in one process, so that whatever else the machine does falls on all of
 * them alike, and each answers with the median of its turns.
 */

/** Does what is measured so many times. */
export type Arm = (times: number) => void

const TURNS = 9
/** Long enough that the clock's grain does not count, short enough that turns stay close to each other. */
const TURN_MS = 25

/** Milliseconds of processor time: on a machine that does other things too, the wall clock would measure those. */
function now(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

export const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[of.length >> 1]

/**
 * Nanoseconds for one time of each arm, in the order of the arms. Each runs `warm` times before its turn is timed, so that the cache
 * holds what it can of its own data and not of its neighbour's. `turns` is odd and at least 7.
 */
export function compare(arms: readonly Arm[], warm = 0, turns = TURNS): number[] {
  const times = arms.map(calibrate)
  const taken = arms.map((): number[] => [])
  for (let turn = 0; turn < turns; turn++) {
    for (let i = 0; i < arms.length; i++) {
      // The order turns too, or an arm would always find the cache as its neighbour leaves it.
      const arm = (i + turn) % arms.length
      arms[arm](warm)
      const from = now()
      arms[arm](times[arm])
      taken[arm].push(((now() - from) * 1e6) / times[arm])
    }
  }
  return taken.map(median)
}

/** How many times fill a turn, once the code is warm. */
function calibrate(run: Arm): number {
  let times = 64
  for (;;) {
    const from = now()
    run(times)
    const ms = now() - from
    if (ms >= TURN_MS) return Math.max(1, Math.round((times * TURN_MS) / ms))
    times *= ms < TURN_MS / 8 ? 8 : 2
  }
}

/** Milliseconds of each of `turns` runs of something that must be set up anew each time. */
export function eachTurn(turns: number, setUp: () => () => void): number[] {
  return Array.from({ length: turns }, () => {
    const run = setUp()
    const from = now()
    run()
    return now() - from
  })
}
