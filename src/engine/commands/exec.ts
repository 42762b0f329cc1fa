/** A command on a node, as a shell there would run it. */
import type { Micros } from '../../model/time'
import type { Machine } from '../machine'
import type { World } from '../world'
import { conntrack } from './conntrack'
import { deskOf } from './desk'
import { fileOption, withFiles } from './files'
import { filter, isFilter } from './filters'
import { ip } from './ip'
import { ipset } from './ipset'
import { iptables } from './iptables'
import { iptablesRestore } from './iptables-restore'
import { iptablesSave } from './iptables-save'
import { asText, failed, type Output } from './output'
import { cat, ls, procFile } from './proc'
import { isAboutProcesses, processes } from './processes'
import { played, type Running } from './running'
import { shell, type Surroundings } from './shell'
import { sysctl } from './sysctl'

type Program = (machine: Machine, words: readonly string[], stdin: string) => Output | Running

/** By name; those of the nf_tables backend have two. */
const PROGRAMS: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['iptables', iptables],
  ['iptables-nft', iptables],
  ['iptables-save', iptablesSave],
  ['iptables-nft-save', iptablesSave],
  ['iptables-restore', iptablesRestore],
  ['iptables-nft-restore', iptablesRestore],
  ['conntrack', conntrack],
  ['sysctl', sysctl],
  ['ip', ip],
  ['ipset', ipset],
  ['cat', cat],
  ['ls', ls],
])

/** Whether `exec` has the program that this command starts. */
export const canRun = ([name = '', ...words]: readonly string[]): boolean =>
  PROGRAMS.has(name) ||
  isFilter(name) ||
  isAboutProcesses(name) ||
  name === 'rm' ||
  (name === 'sh' && words[0] === '-c' && words.length === 2)

/**
 * Runs `argv` on a node now; what it changes, it changes at once. Time goes by where a program waits for something. Throws
 * RangeError when there is no such node.
 */
export function exec(
  world: Pick<World, 'machines' | 'now' | 'runUntil'>,
  node: string,
  argv: readonly string[],
  stdin = '',
): Output {
  const machine = world.machines.get(node)
  if (!machine) throw new RangeError(`there is no node "${node}"`)
  const pass = (time: Micros) => world.runUntil(world.now() + time)
  const desk = deskOf(world.machines)
  const around = { machine, desk, pass, run, vars: new Map<string, string>() }
  const out = played(run(argv, stdin), pass)
  pass(Math.max(0, desk.held - world.now()))
  return out

  function run(words: readonly string[], input = ''): Output | Running {
    return started(words, input, around)
  }
}

function started(argv: readonly string[], stdin: string, around: Surroundings): Output | Running {
  const [name = '', ...words] = argv
  if (name === 'sh' && words[0] === '-c' && words.length === 2) return shell(words[1], around)
  const file = name.endsWith('-restore') ? words.findIndex((word) => around.desk.files.has(word)) : -1
  if (file >= 0) return around.run([name, ...words.toSpliced(file, 1)], asText(around.desk.files.get(words[file])!))
  const option = fileOption(name, words)
  if (option) {
    const { files } = around.desk
    const read = files.get(option.file)
    if (option.reads && !read)
      return failed(1, `ipset v7.17: Cannot open ${option.file} for reading: No such file or directory`)
    const { stdout, ...rest } = played(around.run([name, ...option.others], asText(read ?? [])), around.pass)
    if (!option.reads && rest.code === 0) files.set(option.file, [...stdout])
    return { ...rest, stdout: rest.code === 0 ? [] : stdout }
  }
  if (name === 'rm' || name === 'cat' || isFilter(name)) {
    const said = withFiles(around.desk, name, words, stdin, filter, (path) => procFile(around.machine, path))
    if (said) return said
  }
  return (
    processes(around.desk, argv, (inner) => around.run(inner, stdin)) ??
    PROGRAMS.get(name)?.(around.machine, words, stdin) ??
    failed(127, `sh: 1: ${name}: not found`)
  )
}
