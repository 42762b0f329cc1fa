/** A command on a node, as a shell there would run it. */
import type { Machine } from '../machine'
import type { World } from '../world'
import { conntrack } from './conntrack'
import { filter, isFilter } from './filters'
import { ip } from './ip'
import { ipset } from './ipset'
import { iptables } from './iptables'
import { iptablesRestore } from './iptables-restore'
import { iptablesSave } from './iptables-save'
import { failed, type Output } from './output'
import { cat } from './proc'
import { shell } from './shell'
import { sysctl } from './sysctl'

type Program = (machine: Machine, words: readonly string[], stdin: string) => Output

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
])

/** Whether `exec` has the program that this command starts. */
export const canRun = ([name, ...words]: readonly string[]): boolean =>
  PROGRAMS.has(name ?? '') || isFilter(name ?? '') || (name === 'sh' && words[0] === '-c' && words.length === 2)

/** Runs `argv` on a node now; what it changes, it changes at once. Throws RangeError when there is no such node. */
export function exec(world: Pick<World, 'machines'>, node: string, argv: readonly string[], stdin = ''): Output {
  const machine = world.machines.get(node)
  if (!machine) throw new RangeError(`there is no node "${node}"`)
  return run(machine, argv, stdin)
}

export function run(machine: Machine, argv: readonly string[], stdin = ''): Output {
  const [name = '', ...words] = argv
  if (name === 'sh' && words[0] === '-c' && words.length === 2)
    return shell(words[1], (inner, input) => run(machine, inner, input))
  const program = PROGRAMS.get(name)
  return program
    ? program(machine, words, stdin)
    : (filter(name, words, stdin) ?? failed(127, `sh: 1: ${name}: not found`))
}
