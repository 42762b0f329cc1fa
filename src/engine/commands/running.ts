/** A program that goes on while time passes: `conntrack -E`, `sleep`, `timeout`. */
import type { Micros } from '../../model/time'
import type { Output } from './output'

export type Way = 'stdout' | 'stderr'
/** Hears each line as it is printed. */
export type Emit = (way: Way, line: string) => void

export interface Running {
  /** What `pkill` calls it; with what started it, outermost first. */
  names: readonly string[]
  /** Virtual µs after which it ends by itself; null: a signal has to end it. */
  lasts: Micros | null
  /** It prints where its shell prints: who started that waits for it. */
  holds?: boolean
  start(emit: Emit): Stop
}

/** Ends the program, by itself or by a signal, and gives its exit code. Called once. */
export type Stop = (by: 'itself' | 'TERM' | 'KILL') => number

export const isRunning = (what: Output | Running): what is Running => 'start' in what

/** Played to its end while nothing else is done: `pass` lets the world's time go by. What only a signal would end, ends at once. */
export function played(program: Output | Running, pass: (time: Micros) => void): Output {
  if (!isRunning(program)) return program
  const out: Output = { stdout: [], stderr: [], code: 0 }
  const stop = program.start((way, line) => void out[way].push(line))
  if (program.lasts !== null) pass(program.lasts)
  out.code = stop(program.lasts === null ? 'TERM' : 'itself')
  return out
}
