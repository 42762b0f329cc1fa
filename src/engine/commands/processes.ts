/** Programs about programs: `timeout`, `sleep`, `nohup`, `kill`, `pkill`, `killall`, `pgrep`. */
import { SECOND, type Micros } from '../../model/time'
import type { Desk } from './desk'
import { failed, printed, type Output } from './output'
import { isRunning, type Running } from './running'

type Start = (argv: readonly string[]) => Output | Running

const NAMES: ReadonlySet<string> = new Set([
  'timeout',
  'sleep',
  'nohup',
  'setsid',
  'stdbuf',
  'kill',
  'pkill',
  'killall',
  'pgrep',
])
export const isAboutProcesses = (name: string): boolean => NAMES.has(name)

/** Null when it is none of these. */
export function processes(desk: Desk, [name = '', ...words]: readonly string[], start: Start): Output | Running | null {
  switch (name) {
    case 'timeout':
      return timeout(words, start)
    case 'sleep':
      return sleep(words)
    // They change how a program is tied to its terminal and when it writes: here neither matters.
    case 'nohup':
    case 'setsid':
    case 'stdbuf':
      return start(
        words.slice(
          Math.max(
            0,
            words.findIndex((word) => !word.startsWith('-')),
          ),
        ),
      )
    case 'kill':
      return kill(desk, words)
    case 'pkill':
    case 'killall':
    case 'pgrep':
      return byName(desk, name, words)
    default:
      return null
  }
}

/** Null: no duration. */
function duration(text = ''): Micros | null {
  const [, number, unit = 's'] = /^(\d*\.?\d+|\d+\.)([smhd])?$/.exec(text) ?? []
  return number === undefined ? null : Math.round(Number(number) * { s: 1, m: 60, h: 3600, d: 86400 }[unit]! * SECOND)
}

function sleep(words: readonly string[]): Output | Running {
  const times = words.map(duration)
  const bad = words[times.indexOf(null)]
  if (bad !== undefined)
    return failed(1, `sleep: invalid time interval ‘${bad}’`, "Try 'sleep --help' for more information.")
  return { names: ['sleep'], lasts: times.reduce<number>((sum, time) => sum + (time ?? 0), 0), start: () => () => 0 }
}

/** 124 when it had to end the program. */
function timeout(given: readonly string[], start: Start): Output | Running {
  const words = [...given]
  let signal = 'TERM'
  while (words[0]?.startsWith('-')) {
    const option = words.shift()!
    if (option === '-s' || option === '-k') signal = option === '-s' ? (words.shift() ?? '') : (words.shift(), signal)
    else if (option.startsWith('--signal=')) signal = option.slice(9)
  }
  const limit = duration(words[0])
  if (limit === null)
    return failed(
      125,
      `timeout: invalid time interval ‘${words[0] ?? ''}’`,
      "Try 'timeout --help' for more information.",
    )
  const inner = start(words.slice(1))
  if (!isRunning(inner)) return inner
  const over = inner.lasts === null || inner.lasts > limit
  return {
    names: ['timeout', ...inner.names],
    lasts: over ? limit : inner.lasts,
    start(emit) {
      const stop = inner.start(emit)
      return (by) => {
        if (by !== 'itself' || !over) return stop(by)
        stop(ends(signal))
        return /^(SIG)?KILL$|^9$/.test(signal) ? 137 : 124
      }
    },
  }
}

const ends = (signal: string): 'TERM' | 'KILL' => (/^(SIG)?KILL$|^9$/.test(signal) ? 'KILL' : 'TERM')

function kill(desk: Desk, words: readonly string[]): Output {
  const by = ends(words.find((word) => word.startsWith('-'))?.slice(1) ?? '')
  const out = printed([])
  for (const word of words.filter((w) => !w.startsWith('-'))) {
    const [pid] = desk.find(Number(word))
    if (pid !== undefined) desk.signal(pid, by)
    else {
      out.stderr.push('sh: 1: kill: No such process', '')
      out.code = 1
    }
  }
  return out
}

function byName(desk: Desk, program: string, words: readonly string[]): Output {
  const by = ends(words.find((word) => /^-([A-Z]+|\d+)$/.test(word))?.slice(1) ?? '')
  // "-f" looks at the whole command line, whose first word is the name.
  const wanted = words.filter((word) => !word.startsWith('-')).map((word) => word.split(' ')[0])
  const found = wanted.flatMap((name) => desk.find(name))
  if (program === 'pgrep') return { stdout: found.map(String), stderr: [], code: found.length > 0 ? 0 : 1 }
  for (const pid of found) desk.signal(pid, by)
  if (found.length > 0) return printed([])
  return program === 'killall' ? failed(1, `${wanted[0] ?? ''}: no process found`) : failed(1)
}
