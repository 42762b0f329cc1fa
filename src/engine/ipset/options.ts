/** The words after a set's or an element's name: options, each with a word of its own or without. */
import { number, SetFault, syntax } from './fault'
import { span } from './elements'
import { portNumber } from '../../rules/names'
import { type Extensions, type Info, PLAIN, type SetOptions } from './set'
import type { SetType } from './types'

/** The longest timeout in seconds: what a kernel's milliseconds hold. */
const LONGEST = 2_147_483
const U32 = 0xffffffff

/** Reads an option's word into `T`; of one that stands alone, nothing. */
type Reader<T> = { takes: 0 | 1; read(into: T, text: string): void }

const takes = <T>(read: (into: T, text: string) => void): Reader<T> => ({ takes: 1, read })
const flag = <T>(read: (into: T) => void): Reader<T> => ({ takes: 0, read })

function readInto<T>(into: T, words: readonly string[], readers: Readonly<Record<string, Reader<T>>>): Set<string> {
  const seen = new Set<string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!Object.hasOwn(readers, word)) throw new SetFault(`Unknown argument: \`${word}'`, true)
    const reader = readers[word]
    if (reader.takes === 1 && words[at + 1] === undefined)
      throw new SetFault(`Missing mandatory argument of option \`${word}'`, true)
    reader.read(into, reader.takes === 1 ? words[++at] : '')
    seen.add(word)
  }
  return seen
}

const EVERY: Readonly<Record<string, Reader<SetOptions>>> = {
  timeout: takes((o, text) => void (o.timeout = number(text, 0, LONGEST))),
  counters: flag((o) => void (o.counters = true)),
  comment: flag((o) => void (o.comment = true)),
  skbinfo: flag((o) => void (o.skbinfo = true)),
}

const NETMASK = takes<SetOptions>((o, text) => {
  try {
    o.netmask = number(text, 1, 32)
  } catch (error) {
    if (!(error instanceof SetFault)) throw error
    throw new SetFault(`${error.message}\nSyntax error: netmask is out of the inclusive range of 1-32`)
  }
})

const ignored = takes<SetOptions>(() => {})

const HASH: Readonly<Record<string, Reader<SetOptions>>> = {
  ...EVERY,
  family: takes((o, text) => {
    if (text === 'inet' || text === 'ipv4' || text === '-4') o.family = 'inet'
    else if (text === 'inet6' || text === 'ipv6' || text === '-6') o.family = 'inet6'
    else throw syntax(`unknown inet family ${text}`)
  }),
  // A power of two, at least 64.
  hashsize: takes((o, text) => void (o.hashsize = 2 ** Math.ceil(Math.log2(Math.max(64, number(text, 0, U32)))))),
  maxelem: takes((o, text) => void (o.maxelem = number(text, 0, U32))),
  bucketsize: takes((o, text) => {
    const n = number(text, 1, 255)
    o.bucketsize = Math.min(12, Math.max(2, n + (n % 2)))
  }),
  initval: takes((o, text) => void (o.initval = number(text, 0, U32))),
  forceadd: flag(() => {}),
  gc: ignored,
  probes: ignored,
  resize: ignored,
}

const RANGE = takes<SetOptions>((o, text) => {
  if (!/[-/]/.test(text)) throw syntax(`IP/cidr or IP-IP range must be specified: ${text}`)
  o.range = span(text)
})

const PORTS = takes<SetOptions>((o, text) => {
  const parts = text.replace(/^\w+:/, '').split('-')
  const [a, b] = parts.map((part) => {
    const found = portNumber(part, 6)
    if (found !== null) return found
    const why = /^\d+$/.test(part) ? `'${part}' is out of range 0-65535` : `'${part}' is invalid as number`
    throw new SetFault(
      `Syntax error: ${why}\nSyntax error: 'tcp' is invalid as number\ncannot parse '${part}' as a tcp port`,
    )
  })
  if (b === undefined) throw new SetFault("Mandatory option `to' is missing", true)
  o.range = { from: Math.min(a, b), to: Math.max(a, b) }
})

const SIZE = takes<SetOptions>((o, text) => void (o.size = Math.max(4, number(text, 0, U32))))

const MOST_BITS = 65_536

/** Throws SetFault. `initval` is what the table's hash begins with when nothing is said. */
export function readSetOptions(type: SetType, words: readonly string[], initval: number): SetOptions {
  const options: SetOptions = {
    family: 'inet',
    hashsize: 1024,
    maxelem: 65536,
    netmask: 32,
    bucketsize: 12,
    initval,
    range: null,
    size: 8,
    timeout: null,
    counters: false,
    comment: false,
    skbinfo: false,
  }
  const seen = readInto(options, words, readersOf(type))
  const { range, netmask } = options
  if (type.storage !== 'bitmap') return options
  if (!seen.has('range')) throw new SetFault("Mandatory option `range' is missing", true)
  if (range && (range.to - range.from) / 2 ** (32 - netmask) >= MOST_BITS)
    throw new SetFault('The range you specified exceeds the size limit of the set type')
  return options
}

function readersOf({ name, storage }: SetType): Readonly<Record<string, Reader<SetOptions>>> {
  if (storage === 'list') return { ...EVERY, size: SIZE }
  if (name === 'bitmap:port') return { ...EVERY, range: PORTS }
  if (name === 'bitmap:ip') return { ...EVERY, range: RANGE, netmask: NETMASK }
  if (storage === 'bitmap') return { ...EVERY, range: RANGE }
  return name === 'hash:ip' ? { ...HASH, netmask: NETMASK } : HASH
}

/** Where in a list it goes. */
export interface Place {
  beside: string
  place: 'before' | 'after'
}

type Told = Extensions & { at: Place | null }

const TO_ADD: Readonly<Record<string, Reader<Told>>> = {
  timeout: takes((e, text) => void (e.timeout = number(text, 0, LONGEST))),
  packets: takes((e, text) => void (e.packets = number(text, 0, Number.MAX_SAFE_INTEGER))),
  bytes: takes((e, text) => void (e.bytes = number(text, 0, Number.MAX_SAFE_INTEGER))),
  comment: takes((e, text) => {
    if (text.includes('"')) throw syntax('" character is not permitted in comments')
    e.comment = text
  }),
  skbmark: takes((e, text) => {
    const [value, bits] = text.split('/')
    if (!/^0x[\da-f]+(?:\/0x[\da-f]+)?$/i.test(text))
      throw syntax('Invalid skbmark format, it should be:  MARK/MASK or MARK (see manpage)')
    Object.assign((e.info ??= newInfo()), {
      mark: number(value, 0, U32),
      mask: bits === undefined ? U32 : number(bits, 0, U32),
    })
  }),
  skbprio: takes((e, text) => void ((e.info ??= newInfo()).prio = text)),
  skbqueue: takes((e, text) => void ((e.info ??= newInfo()).queue = number(text, 0, 65535))),
}
const NOMATCH = flag<Told>((e) => void (e.nomatch = true))
const BESIDE: Readonly<Record<string, Reader<Told>>> = {
  before: takes((e, text) => void (e.at = { beside: text, place: 'before' })),
  after: takes((e, text) => void (e.at = { beside: text, place: 'after' })),
}

const newInfo = (): Info => ({ mark: 0, mask: 0, prio: '', queue: 0 })

/** Options that need something of the set, and what that is called. */
const NEEDS: readonly (readonly [string, keyof SetOptions, string])[] = [
  ['timeout', 'timeout', 'Timeout'],
  ['packets', 'counters', 'Packet/byte counters'],
  ['bytes', 'counters', 'Packet/byte counters'],
  ['comment', 'comment', 'Comment'],
  ['skbmark', 'skbinfo', 'Skbinfo mapping'],
  ['skbprio', 'skbinfo', 'Skbinfo mapping'],
  ['skbqueue', 'skbinfo', 'Skbinfo mapping'],
]
const SUPPORT: Partial<Record<keyof SetOptions, string>> = { counters: 'counter', skbinfo: 'skbinfo' }

/** What may stand behind an element depends on what is done with it. Throws SetFault. */
export function readExtensions(
  verb: 'add' | 'del' | 'test',
  type: SetType,
  options: SetOptions,
  words: readonly string[],
): Told {
  const told: Told = { ...PLAIN, at: null }
  const readers = {
    ...(verb === 'add' && TO_ADD),
    ...(verb !== 'del' && type.parts.includes('net') && { nomatch: NOMATCH }),
    ...(type.storage === 'list' && BESIDE),
  }
  const seen = readInto(told, words, readers)
  for (const [word, need, called] of NEEDS)
    if (seen.has(word) && (options[need] === null || options[need] === false))
      throw new SetFault(`${called} cannot be used: set was created without ${SUPPORT[need] ?? need} support`)
  return told
}
