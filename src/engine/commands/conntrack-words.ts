/** The words of one `conntrack` command, as conntrack 1.4.7 reads them. */
import { parseAddress } from '../../packet/address'
import { protocolNumber } from '../../rules/names'
import { TCP_STATES } from '../../model/tcp'
import { IPS } from '../conntrack/status'

export class ConntrackFault extends Error {}

export type Verb = 'L' | 'G' | 'D' | 'I' | 'U' | 'E' | 'F' | 'C' | 'S' | 'V'

const VERBS: Readonly<Record<string, Verb>> = {
  '-L': 'L',
  '--dump': 'L',
  '-G': 'G',
  '--get': 'G',
  '-D': 'D',
  '--delete': 'D',
  '-I': 'I',
  '--create': 'I',
  '-U': 'U',
  '--update': 'U',
  '-E': 'E',
  '--event': 'E',
  '-F': 'F',
  '--flush': 'F',
  '-C': 'C',
  '--count': 'C',
  '-S': 'S',
  '--stats': 'S',
  '-V': 'V',
  '--version': 'V',
}
const TABLES: ReadonlySet<string> = new Set(['conntrack', 'expect', 'dying', 'unconfirmed'])

/** Options by canonical name, with what each takes: a word, perhaps a word, nothing. */
const OPTIONS = {
  src: { names: ['-s', '--orig-src', '--src'], takes: 'word' },
  dst: { names: ['-d', '--orig-dst', '--dst'], takes: 'word' },
  'reply-src': { names: ['-r', '--reply-src'], takes: 'word' },
  'reply-dst': { names: ['-q', '--reply-dst'], takes: 'word' },
  protonum: { names: ['-p', '--protonum', '--proto'], takes: 'word' },
  family: { names: ['-f', '--family'], takes: 'word' },
  timeout: { names: ['-t', '--timeout'], takes: 'word' },
  status: { names: ['-u', '--status'], takes: 'word' },
  zone: { names: ['-w', '--zone'], takes: 'word' },
  mark: { names: ['-m', '--mark'], takes: 'word' },
  output: { names: ['-o', '--output'], takes: 'word' },
  'event-mask': { names: ['-e', '--event-mask'], takes: 'word' },
  'buffer-size': { names: ['-b', '--buffer-size'], takes: 'word' },
  'src-nat': { names: ['-n', '--src-nat'], takes: 'perhaps' },
  'dst-nat': { names: ['-g', '--dst-nat'], takes: 'perhaps' },
  'any-nat': { names: ['-j', '--any-nat'], takes: 'perhaps' },
  zero: { names: ['-z', '--zero'], takes: 'nothing' },
} as const
type OptionName = keyof typeof OPTIONS

/** Those that a protocol brings, once it was named. */
const PORTS = {
  sport: ['--orig-port-src', '--sport'],
  dport: ['--orig-port-dst', '--dport'],
  'reply-sport': ['--reply-port-src'],
  'reply-dport': ['--reply-port-dst'],
} as const
const ICMP = { type: ['--icmp-type'], code: ['--icmp-code'], id: ['--icmp-id'] } as const
const STATE = { state: ['--state'] } as const

/** Options that a command has no use for. */
const ILLEGAL: Partial<Record<Verb, readonly OptionName[]>> = {
  L: ['timeout', 'event-mask'],
  C: Object.keys(OPTIONS).filter((name) => name !== 'family') as OptionName[],
  S: Object.keys(OPTIONS) as OptionName[],
  F: Object.keys(OPTIONS).filter((name) => name !== 'family') as OptionName[],
}

export interface Cidr {
  address: number
  bits: number
}

export interface ConntrackAsked {
  verb: Verb
  table: string
  /** What was given, as words; "" for an option without one. */
  given: ReadonlyMap<OptionName, string>
  proto: number | null
  /** False when the family asked for is not IPv4: there are no such entries. */
  ipv4: boolean
  addresses: Partial<Record<'src' | 'dst' | 'reply-src' | 'reply-dst', Cidr>>
  ports: Partial<Record<keyof typeof PORTS, number>>
  icmp: Partial<Record<keyof typeof ICMP, number>>
  state: number | null
  mark: { value: number; mask: number } | null
  status: { set: number; unset: number } | null
  /** Null: any address. */
  nat: Partial<Record<'src-nat' | 'dst-nat' | 'any-nat', number | null>>
  output: ReadonlySet<string>
  /** Null: any. */
  zone: number | null
}

/** Throws ConntrackFault. */
export function readConntrack(words: readonly string[]): ConntrackAsked {
  let verb: Verb | null = null
  let table = 'conntrack'
  const given = new Map<OptionName, string>()
  const asked: Omit<ConntrackAsked, 'verb' | 'table'> = {
    given,
    proto: null,
    ipv4: true,
    addresses: {},
    ports: {},
    icmp: {},
    state: null,
    mark: null,
    status: null,
    nat: {},
    output: new Set(),
    zone: null,
  }
  const queue = words.flatMap(parted)
  while (queue.length > 0) {
    const word = queue.shift()!
    const command = Object.hasOwn(VERBS, word) ? VERBS[word] : undefined
    if (command) {
      if (verb) throw new ConntrackFault('Invalid commands combination')
      verb = command
      if (queue[0] !== undefined && !queue[0].startsWith('-')) {
        table = queue.shift()!
        if (!TABLES.has(table)) throw new ConntrackFault(`unknown type \`${table}'`)
      }
      continue
    }
    const option = (Object.keys(OPTIONS) as OptionName[]).find((n) =>
      (OPTIONS[n].names as readonly string[]).includes(word),
    )
    if (option) {
      const { takes } = OPTIONS[option]
      if (takes === 'word' && queue.length === 0) throw new ConntrackFault(`option \`${word}' requires an argument`)
      const has = takes === 'word' || (takes === 'perhaps' && queue[0] !== undefined && !queue[0].startsWith('-'))
      const argument = has ? queue.shift()! : ''
      given.set(option, argument)
      read(asked, option, argument)
    } else if (!ofProtocol(asked, word, queue)) throw new ConntrackFault(`unknown option \`${word}'`)
  }
  if (!verb) throw new ConntrackFault('')
  const illegal = table === 'expect' && verb !== 'D' ? (['protonum'] as const) : (ILLEGAL[verb] ?? [])
  for (const name of illegal)
    if (given.has(name)) throw new ConntrackFault(`Illegal option \`--${name}' with this command`)
  return { verb, table, ...asked }
}

/** "-Lp" is "-L -p", "--protonum=udp" is "--protonum udp". */
function parted(word: string): string[] {
  if (word.startsWith('--') && word.includes('='))
    return [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
  return /^-[A-Za-z]{2,}$/.test(word)
    ? word
        .slice(1)
        .split('')
        .map((letter) => `-${letter}`)
    : [word]
}

function read(asked: Omit<ConntrackAsked, 'verb' | 'table'>, option: OptionName, text: string): void {
  switch (option) {
    case 'src':
    case 'dst':
    case 'reply-src':
    case 'reply-dst':
      if (/^[0-9a-f]*:[0-9a-f:.]*$/i.test(text)) asked.ipv4 = false
      else asked.addresses[option] = cidr(text)
      return
    case 'protonum':
      asked.proto = protocolNumber(text)
      if (asked.proto === null) throw new ConntrackFault(`\`${text}' unsupported protocol`)
      return
    case 'family':
      if (text !== 'ipv4' && text !== 'ipv6') throw new ConntrackFault(`\`${text}' unsupported protocol`)
      asked.ipv4 = text === 'ipv4'
      return
    case 'mark': {
      const [value, mask] = text.split('/').map((part) => Number(part) || 0)
      asked.mark = { value, mask: mask ?? 0xffffffff }
      return
    }
    case 'status':
      asked.status = statusOf(text)
      return
    case 'src-nat':
    case 'dst-nat':
    case 'any-nat':
      asked.nat[option] = text === '' ? null : cidr(text).address
      return
    case 'output':
      for (const kind of text.split(',')) if (!OUTPUTS.has(kind)) throw new ConntrackFault(`Bad parameter \`${text}'`)
      asked.output = new Set(text.split(','))
      return
    case 'zone':
      asked.zone = Number(text) || 0
      return
    default:
  }
}

const OUTPUTS: ReadonlySet<string> = new Set([
  'extended',
  'timestamp',
  'id',
  'xml',
  'ktimestamp',
  'labels',
  'save',
  'userspace',
])

/** As C's atoi: what is no number is 0. */
const number = (text: string): number => Number(text) || 0

/** An option that the protocol named so far brings. */
function ofProtocol(asked: Omit<ConntrackAsked, 'verb' | 'table'>, word: string, queue: string[]): boolean {
  const kinds: [Readonly<Record<string, readonly string[]>>, (key: string, text: string) => void][] = []
  if (asked.proto === 6 || asked.proto === 17 || asked.proto === 132 || asked.proto === 136)
    kinds.push([PORTS, (key, text) => void (asked.ports[key as keyof typeof PORTS] = number(text) & 0xffff)])
  if (asked.proto === 1) kinds.push([ICMP, (key, text) => void (asked.icmp[key as keyof typeof ICMP] = number(text))])
  if (asked.proto === 6)
    kinds.push([
      STATE,
      (_, text) => {
        const state = TCP_STATES.findIndex((name) => name === text)
        if (state < 0) throw new ConntrackFault(`unknown TCP state \`${text}'`)
        asked.state = state
      },
    ])
  for (const [names, take] of kinds)
    for (const [key, spelled] of Object.entries(names)) {
      if (!spelled.includes(word)) continue
      const text = queue.shift()
      if (text === undefined) throw new ConntrackFault(`option \`${word}' requires an argument`)
      take(key, text)
      return true
    }
  return false
}

function cidr(text: string): Cidr {
  const [host, length] = text.split('/')
  const address = parseAddress(host)
  if (address === null) throw new ConntrackFault(`Invalid IP address \`${host}'`)
  if (length !== undefined && !(/^\d+$/.test(length) && Number(length) <= 32))
    throw new ConntrackFault('Invalid netmask')
  return { address, bits: length === undefined ? 32 : Number(length) }
}

const STATUSES: Readonly<Record<string, number>> = {
  ASSURED: IPS.ASSURED,
  SEEN_REPLY: IPS.SEEN_REPLY,
  FIXED_TIMEOUT: IPS.FIXED_TIMEOUT,
  EXPECTED: IPS.EXPECTED,
}

function statusOf(text: string): { set: number; unset: number } {
  const status = { set: 0, unset: 0 }
  for (const name of text.split(',')) {
    if (name === 'UNREPLIED') status.unset |= IPS.SEEN_REPLY
    else if (Object.hasOwn(STATUSES, name)) status.set |= STATUSES[name]
    else throw new ConntrackFault(`Bad parameter \`${text}'`)
  }
  return status
}
