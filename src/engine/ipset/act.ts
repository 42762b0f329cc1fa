/** `ipset create`, `add`, `del` and `test`, each from its words. */
import { keysOf } from './elements'
import { SAID, SetFault, syntax } from './fault'
import { type Key, textOf } from './key'
import { ABSENT, typeCalled } from './kinds'
import { type Place, readExtensions, readSetOptions } from './options'
import { IpSet, type SetOptions } from './set'
import { type Owner, setsOf } from './sets'
import { hasNets } from './types'

const LONGEST_NAME = 31

/** With `exist` a set of the same kind may be there already. Throws SetFault. */
export function create(env: Owner, [name, typeName, ...words]: readonly string[], exist: boolean): void {
  const sets = setsOf(env)
  if (name.length > LONGEST_NAME) throw syntax(`setname '${name}' is longer than ${LONGEST_NAME} characters`)
  const type = typeCalled(typeName)
  if (!type) {
    if (ABSENT.has(typeName)) throw new SetFault('Kernel error received: set type not supported')
    throw syntax(`typename '${typeName}' is unknown`)
  }
  const options = readSetOptions(type, words, env.random())
  const old = sets.find(name)
  if (!old) return sets.put(new IpSet(name, type, options, env.now))
  if (!exist || old.type !== type || !alike(old.options, options))
    throw new SetFault('Set cannot be created: set with the same name already exists')
}

/** All that is not about how the table is laid out. */
const contentsOf = ({ hashsize: _h, initval: _i, bucketsize: _b, ...rest }: SetOptions): string => JSON.stringify(rest)
const alike = (a: SetOptions, b: SetOptions): boolean => contentsOf(a) === contentsOf(b)

/** `add` and `del`. With `exist` it may be there, or not be there, already. Throws SetFault; what went before it stays done. */
export function change(
  env: Owner,
  verb: 'add' | 'del',
  [name, element, ...words]: readonly string[],
  exist: boolean,
): void {
  const set = setsOf(env).get(name)
  refuseIPv6(set)
  const { at, ...told } = readExtensions(verb, set.type, set.options, words)
  // A bitmap wants the last in range before it takes the first.
  const keys = keysOf(set.type, element, set.options.netmask)
  for (const key of set.type.storage === 'bitmap' ? set.within([...keys]) : keys) {
    if (set.type.storage === 'list') checkMember(env, set, key, at)
    if (verb === 'add') set.add(key, told, exist)
    else {
      if (at && set.get(key) && !set.stands(key, at)) throw new SetFault(SAID.notBeside)
      if (!set.delete(key) && !exist) throw new SetFault(SAID.missing)
    }
    if (verb === 'add' && at) set.moveLast(at.beside, at.place)
  }
}

function checkMember(env: Owner, list: IpSet, { name }: Key, at: Place | null): void {
  const found = setsOf(env).find(name)
  if (!found) throw new SetFault(SAID.noMember)
  if (found.type.storage === 'list') throw new SetFault(SAID.nested)
  if (at && !list.live().some((m) => m.name === at.beside)) throw new SetFault(SAID.noNeighbour)
}

/** Only the first of what the element stands for is looked for. Throws SetFault. */
export function test(env: Owner, [name, element, ...words]: readonly string[]): { text: string; found: boolean } {
  const set = setsOf(env).get(name)
  refuseIPv6(set)
  const { nomatch, at } = readExtensions('test', set.type, set.options, words)
  for (const key of keysOf(set.type, element, 32, true)) {
    const asked = { ...key, ...(set.type.name === 'bitmap:ip' || set.type.name === 'hash:ip' ? masked(set, key) : {}) }
    const [member] = set.holding(asked)
    const fits =
      member !== undefined &&
      (set.type.name !== 'bitmap:ip,mac' || !key.name || !member.name || key.name === member.name) &&
      (!at || set.stands(key, at))
    const found = fits && (member.nomatch && hasNets(set.type)) === nomatch
    const range = /[-/]/.test(element.split(',')[0]) && !hasNets(set.type)
    // Whatever was asked, ipset says "after".
    const text = textOf(set.type, key).replace(',physdev:', ',') + (at ? ` after ${at.beside}` : '')
    return { text: range ? element : text, found }
  }
  return { text: element, found: false }
}

const masked = ({ options }: IpSet, { ip }: Key): { ip: number } => ({
  ip: options.netmask === 32 ? ip : ip - (ip % 2 ** (32 - options.netmask)),
})

function refuseIPv6({ name, options }: IpSet): void {
  if (options.family === 'inet6') throw new SetFault(`set ${name} is for IPv6, which is not modelled`)
}

/** A word may stand in double quotes. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare)
