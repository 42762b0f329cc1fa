/** `ipset` 7.17 on a machine. */
import { change, create, test, wordsOf } from '../ipset/act'
import { SAID, SetFault, syntax } from '../ipset/fault'
import type { IpSet } from '../ipset/set'
import { setsNamed } from '../../rules/set-names'
import { setsOf } from '../ipset/sets'
import { hasNets } from '../ipset/types'
import type { Machine } from '../machine'
import { plain, saved, xml, type Shown } from './ipset-print'
import { failed, printed, type Output } from './output'

const VERSION = 'ipset v7.17'

type Verb =
  | 'create'
  | 'add'
  | 'del'
  | 'test'
  | 'destroy'
  | 'list'
  | 'save'
  | 'restore'
  | 'flush'
  | 'rename'
  | 'swap'
  | 'version'
  | 'quit'

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>(
  (
    [
      ['create', 'n', '-N'],
      ['add', '-A'],
      ['del', '-D'],
      ['test', '-T'],
      ['destroy', 'x', '-X'],
      ['list', '-L'],
      ['save', '-S'],
      ['restore', '-R'],
      ['flush', '-F'],
      ['rename', 'e', '-E'],
      ['swap', 'w', '-W'],
      ['version', 'v', '-V', '-v'],
      ['quit'],
    ] as const
  ).flatMap(([verb, ...others]) => [verb, `--${verb}`, ...others].map((name) => [name, verb] as const)),
)

/** Words that a command cannot do without. */
const NEEDS: Partial<Record<Verb, number>> = { create: 2, add: 2, del: 2, test: 2, rename: 2, swap: 2 }
/** The most words of commands that take no options. */
const MOST: Partial<Record<Verb, number>> = { destroy: 1, list: 1, save: 1, flush: 1, rename: 2, swap: 2 }

interface Flags {
  exist: boolean
  quiet: boolean
  sorted: boolean
  names: boolean
  terse: boolean
  output: string
}

const FLAGS: ReadonlyMap<string, 'exist' | 'quiet' | 'sorted' | 'names' | 'terse' | 'resolve'> = new Map([
  ['-!', 'exist'],
  ['-exist', 'exist'],
  ['-q', 'quiet'],
  ['-quiet', 'quiet'],
  ['-s', 'sorted'],
  ['-sorted', 'sorted'],
  ['-n', 'names'],
  ['-name', 'names'],
  ['-t', 'terse'],
  ['-terse', 'terse'],
  ['-r', 'resolve'],
  ['-resolve', 'resolve'],
])

export function ipset(machine: Machine, words: readonly string[], stdin = ''): Output {
  let quiet = false
  try {
    const { rest, flags } = flagsOf(words)
    quiet = flags.quiet
    return carryOut(machine, rest, flags, stdin)
  } catch (error) {
    if (!(error instanceof SetFault)) throw error
    const lines = quiet ? [] : `${VERSION}: ${error.message}`.split('\n')
    return error.usage ? failed(2, ...lines, "Try `ipset help' for more information.") : failed(1, ...lines)
  }
}

function flagsOf(words: readonly string[]): { rest: string[]; flags: Flags } {
  const flags: Flags = { exist: false, quiet: false, sorted: false, names: false, terse: false, output: '' }
  const rest: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at].replace(/^--(?=\w\w)/, '-')
    const flag = FLAGS.get(word)
    if (flag && flag !== 'resolve') flags[flag] = true
    else if (word === '-o' || word === '-output') {
      if (at + 1 === words.length) throw new SetFault(`Missing mandatory argument to option ${words[at]}`, true)
      flags.output = words[++at]
      if (!['plain', 'save', 'xml'].includes(flags.output)) throw syntax(`unknown output mode '${flags.output}'`)
    } else if (!flag) rest.push(words[at])
  }
  return { rest, flags }
}

function carryOut(machine: Machine, [first, ...words]: readonly string[], flags: Flags, stdin: string): Output {
  if (first === undefined) throw new SetFault('No command specified.', true)
  const verb = VERBS.get(first) ?? [...VERBS.values()].find((name) => first.length > 1 && name.startsWith(first))
  if (!verb) throw new SetFault(`No command specified: unknown argument ${first}`, true)
  const missing = words.length < (NEEDS[verb] ?? 0)
  if (missing) throw new SetFault(`Missing ${words.length ? 'second ' : ''}mandatory argument to command ${verb}`, true)
  const extra = words[MOST[verb] ?? Infinity] as string | undefined
  if (extra !== undefined) throw new SetFault(`Unknown argument ${extra}`, true)
  const sets = setsOf(machine)
  switch (verb) {
    case 'create':
      create(machine, words, flags.exist)
      return printed([])
    case 'add':
    case 'del':
      change(machine, verb, words, flags.exist)
      return printed([])
    case 'test':
      return tested(machine, words, flags)
    case 'destroy': {
      const going = words.length > 0 ? [sets.get(words[0])] : sets.all()
      // All or none; lists that go, too, hold nothing back.
      if (going.some(({ name }) => references(machine, name, words.length > 0) > 0)) throw new SetFault(SAID.inUse)
      for (const set of going) sets.remove(set)
      return printed([])
    }
    case 'flush':
      for (const set of words.length > 0 ? [sets.get(words[0])] : sets.all()) set.clear()
      return printed([])
    case 'rename':
      rename(machine, words[0], words[1])
      return printed([])
    case 'swap':
      swap(machine, words[0], words[1])
      return printed([])
    case 'list':
    case 'save':
      return printed(
        shown(machine, words[0], { ...flags, output: flags.output || (verb === 'save' ? 'save' : 'plain') }),
      )
    case 'restore':
      return restore(machine, stdin, flags)
    case 'version':
      return printed([`${VERSION}, protocol version: 7`])
    case 'quit':
      return printed([])
  }
}

function tested(machine: Machine, words: readonly string[], { quiet }: Flags): Output {
  const { text, found } = test(machine, words)
  const said = found ? `Warning: ${text} is in set ${words[0]}.` : `${text} is NOT in set ${words[0]}.`
  return failed(found ? 0 : 1, ...(quiet ? [] : [said]))
}

/** Rules that name it, and `withLists` the lists that hold it. */
function references(machine: Machine, name: string, withLists = true): number {
  const rules = setsNamed(machine.netfilter.current()).filter((named) => named.name === name).length
  return rules + (withLists ? setsOf(machine).listings(name) : 0)
}

function rename(machine: Machine, from: string, to: string): void {
  const sets = setsOf(machine)
  const set = sets.get(from)
  if (references(machine, from) > 0) throw new SetFault('Set cannot be renamed: it is in use by another system')
  if (sets.find(to)) throw new SetFault('Set cannot be renamed: a set with the new name already exists')
  set.name = to
}

/** Sets of one kind can stand in for each other; of networks only those of networks, for their exceptions. */
const kind = ({ type, options }: IpSet): string =>
  `${type.parts.map((p) => (p === 'net' ? 'ip' : p)).join()} ${hasNets(type)} ${options.family}`

function swap(machine: Machine, from: string, to: string): void {
  const sets = setsOf(machine)
  const set = sets.get(from)
  const other = sets.find(to)
  if (!other) throw new SetFault('Sets cannot be swapped: the second set does not exist')
  if (kind(set) !== kind(other)) throw new SetFault('The sets cannot be swapped: their type does not match')
  sets.swap(set, other)
}

function shown(machine: Machine, name: string | undefined, { names, terse, sorted, output }: Flags): string[] {
  const sets = setsOf(machine)
  const found = name === undefined ? sets.all() : [sets.get(name)]
  if (names) return found.map((set) => set.name)
  const how = (set: IpSet): Shown => ({ references: references(machine, set.name), sorted, now: machine.now })
  if (output === 'save') return found.flatMap((set) => saved(set, how(set)))
  if (output === 'xml') return ['<ipsets>', ...found.flatMap((set) => xml(set, how(set), terse)), '</ipsets>']
  return found.flatMap((set, i) => [...(i > 0 ? [''] : []), ...plain(set, how(set), terse)])
}

/** Line by line; what went before a wrong one stays done. */
function restore(machine: Machine, text: string, flags: Flags): Output {
  const stdout: string[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const words = wordsOf(line)
    if (words.length === 0 || words[0].startsWith('#') || words[0] === 'COMMIT') continue
    try {
      const own = flagsOf(words)
      // Only what the command itself was told counts.
      stdout.push(...carryOut(machine, own.rest, { ...own.flags, exist: flags.exist }, '').stdout)
    } catch (error) {
      if (!(error instanceof SetFault) || error.usage) throw error
      throw new SetFault(`Error in line ${i + 1}: ${error.message}`)
    }
  }
  return printed(stdout)
}
