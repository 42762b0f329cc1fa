/** Words that may come next in a line of `ipset save`, as ipset 7.17 knows them. */

/** The types of set that the engine makes. */
export const SET_TYPES = [
  'hash:ip',
  'hash:net',
  'hash:ip,port',
  'hash:net,port',
  'hash:ip,port,ip',
  'hash:ip,port,net',
  'hash:net,iface',
  'bitmap:ip',
  'bitmap:ip,mac',
  'bitmap:port',
  'list:set',
] as const

const ANY = ['timeout', 'counters', 'comment', 'skbinfo']
const HASH = ['family', 'hashsize', 'maxelem', 'bucketsize', ...ANY]
/** These are followed by a value of their own. */
const WITH_VALUE = new Set(['family', 'hashsize', 'maxelem', 'bucketsize', 'timeout', 'range', 'netmask', 'size'])

/** `create NAME TYPE OPTION…`, `add NAME ELEMENT OPTION…`; `above` is the text before the line. Null in other lines. */
export function wordsInSetLine(before: string, above: string): readonly string[] | null {
  const words = before.split(/\s+/)
  const [verb] = words
  if (words.length === 1) return /^\*/m.test(above) ? null : ['create', 'add']
  if (verb === 'create') return afterCreate(words.slice(1, -1))
  return verb === 'add' ? afterAdd(words.slice(1, -1), above) : null
}

/** `done` are the words that are whole: the name, the type, options. */
function afterCreate([name, type = '', ...options]: string[]): readonly string[] {
  if (name === undefined) return []
  if (type === '') return SET_TYPES
  const last = options.at(-1)
  if (last === 'family') return ['inet']
  if (last !== undefined && WITH_VALUE.has(last)) return []
  return optionsOf(type).filter((option) => !options.includes(option))
}

function optionsOf(type: string): readonly string[] {
  if (type.startsWith('list:')) return ['size', ...ANY]
  if (type.startsWith('bitmap:')) return ['range', ...(type === 'bitmap:ip' ? ['netmask'] : []), ...ANY]
  return type === 'hash:ip' ? ['netmask', ...HASH] : HASH
}

function afterAdd([name, element, ...options]: string[], above: string): readonly string[] {
  if (name === undefined) return setNames(above)
  const made =
    [...above.matchAll(/^[ \t]*create\s+(\S+)\s+(.*)$/gm)].find(([, it]) => it === name)?.[2].split(/\s+/) ?? []
  // A list's elements are sets; others nobody can guess.
  if (element === undefined) return made[0] === 'list:set' ? setNames(above).filter((other) => other !== name) : []
  return ['timeout', 'comment'].filter((option) => made.includes(option) && !options.includes(option))
}

/** The sets that the text makes. */
export const setNames = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*create\s+(\S+)/gm)].map(([, name]) => name)
