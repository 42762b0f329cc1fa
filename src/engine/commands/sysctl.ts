/** `sysctl` of procps. */
import type { Machine } from '../machine'
import { failed, type Output } from './output'

export function sysctl(machine: Machine, words: readonly string[]): Output {
  const out: Output = { stdout: [], stderr: [], code: 0 }
  const flags = new Set<string>()
  const names: string[] = []
  let pattern: RegExp | null = null
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const long = LONG.get(word.split('=')[0])
    if (long === 'r' || word === '-r')
      pattern = new RegExp(word.includes('=') ? word.split('=')[1] : (words[++at] ?? ''))
    else if (long !== undefined) flags.add(long)
    else if (word.startsWith('--')) return failed(0, `sysctl: unrecognized option '${word}'`)
    else if (word.startsWith('-')) for (const letter of word.slice(1)) flags.add(letter)
    else names.push(word)
  }
  if (flags.has('V')) return { ...out, stdout: ['sysctl from procps-ng 4.0.2'] }
  const show = (name: string): string => {
    const text = machine.sysctlText(name)
    return flags.has('N') ? name : flags.has('n') || flags.has('b') ? text : `${name} = ${text}`
  }
  if (['a', 'A', 'X'].some((letter) => flags.has(letter))) {
    const all = machine.sysctlNames().filter((name) => !pattern || pattern.test(name))
    return { ...out, stdout: all.toSorted().map(show) }
  }
  if (names.length === 0)
    return failed(1, 'sysctl: no variables specified', "Try `sysctl --help' for more information.")
  for (const word of names) {
    // A word of one letter is passed over.
    if (flags.has('w') && word.length < 2) continue
    const equals = word.indexOf('=')
    if (equals < 0 && flags.has('w')) {
      out.stderr.push(`sysctl: command line(0): invalid syntax, continuing...`)
      out.code = 1
      continue
    }
    const name = (equals < 0 ? word : word.slice(0, equals)).trim().replaceAll('/', '.')
    const below = machine.sysctlNames().filter((known) => known.startsWith(`${name}.`))
    if (equals < 0 && below.length > 0) {
      out.stdout.push(...below.toSorted().map(show))
      continue
    }
    if (!machine.hasSysctl(name)) {
      if (flags.has('e')) continue
      out.stderr.push(`sysctl: cannot stat /proc/sys/${name.replaceAll('.', '/')}: No such file or directory`)
      out.code = 1
    } else if (equals < 0) out.stdout.push(show(name))
    else set(name, word.slice(equals + 1).trim())
  }
  return out

  function set(name: string, value: string): void {
    if (!put(machine, name, value)) {
      out.stderr.push(`sysctl: setting key "${name}": Invalid argument`)
      // Of what is only to be read procps says so, and ends well all the same.
      if (!OF_THE_MACHINE.has(name)) out.code = 1
      return
    }
    // What was written is shown, not what is read back.
    if (!flags.has('q')) out.stdout.push(flags.has('n') ? value : flags.has('N') ? name : `${name} = ${value}`)
  }
}

/** False when the kernel refuses it. */
export function put(machine: Machine, name: string, value: string): boolean {
  if (OF_THE_MACHINE.has(name)) return false
  try {
    machine.setSysctl(name, value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return false
  }
  machine.say?.({ kind: 'sysctl', node: machine.id, name, value })
  return true
}

/** Of the whole machine, not of the one network namespace that a node is: only to be read there. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(
  ['max', 'count', 'buckets', 'expect_max'].map((name) => `net.netfilter.nf_conntrack_${name}`),
)

const LONG: ReadonlyMap<string, string> = new Map([
  ['--all', 'a'],
  ['--values', 'n'],
  ['--names', 'N'],
  ['--write', 'w'],
  ['--quiet', 'q'],
  ['--ignore', 'e'],
  ['--pattern', 'r'],
  ['--version', 'V'],
  ['--binary', 'b'],
])
