/** The words of one `conntrack` command, as conntrack 1.4.7 reads them. */
import { maskBits, parseAddress } from '../../packet/address'
import { protocolNumber } from '../../rules/names'
import { TCP_STATES } from '../../model/tcp'
import type { CtEvent } from '../conntrack/events'
import { IPS } from '../conntrack/status'
import { hasPorts } from '../conntrack/tuple'

export class ConntrackFault extends Error {}

export type Verb = 'L' | 'G' | 'D' | 'I' | 'A' | 'U' | 'E' | 'F' | 'C' | 'S' | 'V'

const VERBS: Readonly<Record<string, Verb>> = {
  '-L': 'L',
  '--dump': 'L',
  '-G': 'G',
  '--get': 'G',
  '-D': 'D',
  '--delete': 'D',
  '-I': 'I',
  '--create': 'I',
  '-A': 'A',
  '--add': 'A',
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
/** The beginning of a name will do: the first that fits. */
const TABLES: readonly string[] = ['expect', 'conntrack', 'dying', 'unconfirmed']

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
  label: { names: ['-l', '--label'], takes: 'word' },
  'label-add': { names: ['--label-add'], takes: 'word' },
  'label-del': { names: ['--label-del'], takes: 'perhaps' },
  secmark: { names: ['-c', '--secmark'], takes: 'word' },
  id: { names: ['-i', '--id'], takes: 'word' },
  'mask-src': { names: ['--mask-src'], takes: 'word' },
  'mask-dst': { names: ['--mask-dst'], takes: 'word' },
  'tuple-src': { names: ['--tuple-src'], takes: 'word' },
  'tuple-dst': { names: ['--tuple-dst'], takes: 'word' },
  'orig-zone': { names: ['--orig-zone'], takes: 'word' },
  'reply-zone': { names: ['--reply-zone'], takes: 'word' },
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

/** Options that a command cannot do without, then those that it has no use for, in the order in which they are looked at. */
const REQUIRED: Partial<Record<Verb, readonly OptionName[]>> = {
  I: ['protonum', 'timeout'],
  A: ['protonum', 'timeout'],
  G: ['protonum'],
}
const OF_EXPECTATIONS = ['tuple-src', 'tuple-dst', 'mask-src', 'mask-dst'] as const
const ALL = Object.keys(OPTIONS) as OptionName[]
const CHANGING = ['secmark', 'buffer-size', 'any-nat'] as const
const MAKING = ['zero', 'event-mask', ...OF_EXPECTATIONS, 'id', 'family', 'output', ...CHANGING, 'label-del'] as const
const FINDING = ['timeout', 'status', 'zero', 'event-mask', ...OF_EXPECTATIONS, 'mark', 'family', 'src-nat'] as const
const ILLEGAL: Partial<Record<Verb, readonly OptionName[]>> = {
  L: ['timeout', 'event-mask', 'tuple-src', 'tuple-dst', 'id', 'buffer-size', 'label-del'],
  I: MAKING,
  A: MAKING,
  G: [...FINDING, 'dst-nat', ...CHANGING, 'zone', 'label-del', 'orig-zone', 'reply-zone'],
  U: ['zero', 'event-mask', 'tuple-src', 'tuple-dst', ...CHANGING, 'zone', 'orig-zone', 'reply-zone'],
  D: ['zero', 'event-mask', 'tuple-src', 'tuple-dst', ...CHANGING, 'label-del'],
  C: ALL,
  S: ALL,
  F: ALL.filter((name) => name !== 'family'),
  E: ['timeout', 'status', 'zero', 'id', 'tuple-src', 'tuple-dst'],
}

export interface Cidr {
  address: number
  bits: number
}

interface Status {
  set: number
  unset: number
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
  status: Status | null
  /** Prefix lengths that were given by themselves. */
  masks: Partial<Record<'src' | 'dst', number>>
  /** Null: any address. */
  nat: Partial<Record<'src-nat' | 'dst-nat' | 'any-nat', number | null>>
  output: ReadonlySet<string>
  /** That `-E` shows. */
  events: Set<CtEvent>
  /** Ports that stood behind the address to translate to. */
  natPorts: Partial<Record<'src-nat' | 'dst-nat' | 'any-nat', number>>
  /** Null: any. */
  zone: number | null
  origZone: number | null
  replyZone: number | null
}

type Words = Omit<ConntrackAsked, 'verb' | 'table'>

/** There is no file that names labels. */
export const NO_LABELS = 'nfct_labelmap_new: No such file or directory'

/** What a timeout is at most: a signed number of jiffies, 250 a second. */
const LONGEST = Math.floor((2 ** 31 - 1) / 250)

/** `--timeout`, as C's atoi reads it and the kernel takes it: without a sign. */
export const secondsOf = ({ given }: ConntrackAsked): number =>
  Math.min(number(given.get('timeout') ?? '') >>> 0, LONGEST)

/** What is said on the way, before all else, goes into `said`. Throws ConntrackFault. */
export function readConntrack(words: readonly string[], said: string[] = []): ConntrackAsked {
  let verb: Verb | null = null
  let table = 'conntrack'
  const given = new Map<OptionName, string>()
  const asked: Words = {
    given,
    proto: null,
    ipv4: true,
    addresses: {},
    ports: {},
    icmp: {},
    state: null,
    mark: null,
    status: null,
    masks: {},
    nat: {},
    natPorts: {},
    output: new Set(),
    events: new Set(),
    zone: null,
    origZone: null,
    replyZone: null,
  }
  // Words that belong to no option are nobody's business.
  const end = words.indexOf('--')
  const queue = words.slice(0, end < 0 ? undefined : end).flatMap(parted)
  while (queue.length > 0) {
    const word = queue.shift()!
    const command = Object.hasOwn(VERBS, word) ? VERBS[word] : undefined
    if (command) {
      if (verb) throw new ConntrackFault('Invalid commands combination')
      verb = command
      if (queue[0] !== undefined && !queue[0].startsWith('-')) {
        const name = queue.shift()!
        const whole = TABLES.find((t) => t.startsWith(name))
        if (whole === undefined) throw new ConntrackFault(`unknown type \`${name}'`)
        table = whole
      }
      continue
    }
    const option = optionNamed(word)
    if (option) {
      const { takes } = OPTIONS[option]
      if (takes === 'word' && queue.length === 0) throw new ConntrackFault(`option \`${word}' requires an argument`)
      const has = takes === 'word' || (takes === 'perhaps' && queue[0] !== undefined && !queue[0].startsWith('-'))
      const argument = has ? queue.shift()! : ''
      given.set(option, argument)
      read(asked, option, argument, said)
    } else if (/^-./.test(word) && !ofProtocol(asked, word, queue))
      throw new ConntrackFault(`unknown option \`${word}'`)
  }
  if (!verb) throw new ConntrackFault('')
  checkOptions(verb, table, asked)
  for (const end of ['src', 'dst'] as const) {
    if (asked.masks[end] !== undefined && !asked.addresses[end])
      throw new ConntrackFault(`Can't use --mask-${end} without --${end}`)
    const address = asked.addresses[end]
    if (address) address.bits = asked.masks[end] ?? address.bits
  }
  if (asked.events.size === 0) asked.events = new Set(Object.values(EVENTS).flat())
  return { verb, table, ...asked }
}

function checkOptions(verb: Verb, table: string, { given, proto, ports }: Words): void {
  if (table === 'expect') return checkOfExpectations(verb, given, proto !== null && hasPorts(proto) ? ports : null)
  if (OF_SPECIAL.has(table) && verb !== 'L')
    throw new ConntrackFault("Can't do that command with tables `dying' and `unconfirmed'")
  for (const name of REQUIRED[verb] ?? [])
    if (!given.has(name)) throw new ConntrackFault(`You need to supply the \`--${name}' option for this command`)
  // A prefix length is a mask.
  for (const end of ['src', 'dst'] as const)
    if ((verb === 'I' || verb === 'A' || verb === 'G') && given.get(end)?.includes('/'))
      throw new ConntrackFault(`Illegal option \`--mask-${end}' with this command`)
  for (const name of ILLEGAL[verb] ?? [])
    if (given.has(name)) throw new ConntrackFault(`Illegal option \`--${name}' with this command`)
  if (given.has('any-nat') && (given.has('src-nat') || given.has('dst-nat')))
    throw new ConntrackFault("cannot specify `--src-nat' or `--dst-nat' with `--any-nat'")
  if (given.has('zero') && [...given.keys()].some((name) => !HARMLESS_TO_ZERO.has(name)))
    throw new ConntrackFault("Can't use -z with filtering parameters")
}

/** `-z` zeroes whole tables only. */
const HARMLESS_TO_ZERO: ReadonlySet<OptionName> = new Set(['zero', 'family', 'output'])

const OF_SPECIAL: ReadonlySet<string> = new Set(['dying', 'unconfirmed'])

/** Nothing expects anything here, so that what a command about one entry lacks is all there is to say. */
function checkOfExpectations(
  verb: Verb,
  given: ReadonlyMap<OptionName, string>,
  ports: ConntrackAsked['ports'] | null,
): void {
  if (verb === 'U' || verb === 'A')
    throw new ConntrackFault(`Can't do --${verb === 'U' ? 'update' : 'add'} on expectations`)
  for (const name of OF_ONE[verb] ?? [])
    if (!given.has(name)) throw new ConntrackFault(`You need to supply the \`--${name}' option for this command`)
  if (ports && (verb === 'D' || verb === 'G'))
    for (const name of ['sport', 'dport', 'reply-sport', 'reply-dport'] as const)
      if (ports[name] === undefined)
        throw new ConntrackFault(
          `You need to supply the \`--${name.replace(/reply-(.)port/, (_, end: string) => `reply-port-${end === 's' ? 'src' : 'dst'}`)}' option for this command`,
        )
  if (OF_ONE[verb]) return
  const allowed: readonly OptionName[] = verb === 'L' || verb === 'E' ? ['family', 'output'] : []
  for (const name of ALL)
    if (given.has(name) && !allowed.includes(name))
      throw new ConntrackFault(`Illegal option \`--${name}' with this command`)
}

/** What a command about one expectation cannot do without, in the order in which it is missed. */
const OF_ONE: Partial<Record<Verb, readonly OptionName[]>> = {
  D: ['src', 'dst', 'protonum'],
  G: ['src', 'dst', 'protonum'],
  I: ['src', 'dst', 'protonum', 'timeout', 'tuple-src', 'tuple-dst', 'mask-src', 'mask-dst'],
}

/** Stands behind what may take a word of its own for what was glued to it, which is nothing to it. */
const GLUED = '-'

/** "-zs1.1.1.1" is "-z -s 1.1.1.1", "--protonum=udp" is "--protonum udp", and the beginning of a name will do. */
function parted(word: string): string[] {
  if (word.startsWith('--')) {
    const [name, ...rest] = word.split(/=(.*)/s, 2)
    const long = LONG.includes(name) ? name : (LONG.find((known) => known.startsWith(name)) ?? name)
    return [long, ...rest.map((glued) => (takesPerhaps(long) ? GLUED : glued))]
  }
  if (!/^-[A-Za-z]./.test(word)) return [word]
  const [short, rest] = [word.slice(0, 2), word.slice(2)]
  if (Object.hasOwn(VERBS, short) || takesPerhaps(short)) return [short, GLUED]
  return optionNamed(short) && OPTIONS[optionNamed(short)!].takes === 'nothing'
    ? [short, ...parted(`-${rest}`)]
    : [short, rest]
}

const optionNamed = (word: string): OptionName | undefined =>
  ALL.find((name) => (OPTIONS[name].names as readonly string[]).includes(word))

function takesPerhaps(word: string): boolean {
  const option = optionNamed(word)
  return option !== undefined && OPTIONS[option].takes === 'perhaps'
}

/** Every name with two dashes. */
const LONG: readonly string[] = [
  ...Object.keys(VERBS),
  ...ALL.flatMap((name) => OPTIONS[name].names as readonly string[]),
  ...[PORTS, ICMP, STATE].flatMap((names) => Object.values(names).flat() as string[]),
].filter((name) => name.startsWith('--'))

function read(asked: Words, option: OptionName, text: string, said: string[]): void {
  switch (option) {
    case 'src':
    case 'dst':
    case 'reply-src':
    case 'reply-dst':
      if (option.startsWith('reply') && text.includes('/'))
        throw new ConntrackFault(`CIDR notation unavailable for \`--${option}'`)
      if (/^[0-9a-f]*:[0-9a-f:.]*$/i.test(text)) asked.ipv4 = false
      else asked.addresses[option] = cidr(text)
      if (!asked.ipv4 && Object.keys(asked.addresses).length > 0) throw new ConntrackFault('mismatched address family')
      return
    case 'mask-src':
    case 'mask-dst': {
      const bits = maskBits(parseAddress(text) ?? 1)
      if (bits === null) throw new ConntrackFault('Invalid netmask')
      asked.masks[option === 'mask-src' ? 'src' : 'dst'] = bits
      return
    }
    case 'protonum':
      asked.proto = text === 'all' ? null : protocolNumber(text)
      if (asked.proto === null) throw new ConntrackFault(`\`${text}' unsupported protocol`)
      return
    case 'family':
      if (text !== 'ipv4' && text !== 'ipv6') throw new ConntrackFault(`\`${text}' unsupported protocol`)
      asked.ipv4 = text === 'ipv4'
      if (!asked.ipv4 && Object.keys(asked.addresses).length > 0) throw new ConntrackFault('mismatched address family')
      return
    case 'mark': {
      const [value, mask] = text.split('/').map(unsigned)
      asked.mark = { value, mask: mask ?? 0xffffffff }
      return
    }
    case 'status':
      asked.status = statusOf(text, said)
      // conntrack 1.4.7 puts them into a mark too that was told before.
      if (asked.mark) asked.mark.value = asked.status.set
      return
    case 'src-nat':
    case 'dst-nat':
    case 'any-nat': {
      const [host, port] = text.split(':')
      if (host.includes('/')) throw new ConntrackFault(`CIDR notation unavailable for \`--${option}'`)
      asked.nat[option] = text === '' ? null : cidr(host).address
      if (port !== undefined) asked.natPorts[option] = number(port) & 0xffff
      return
    }
    case 'output':
      for (const kind of text.split(',')) if (!OUTPUTS.has(kind)) throw new ConntrackFault(`Bad parameter \`${text}'`)
      asked.output = new Set(text.split(','))
      return
    case 'event-mask':
      for (const name of text.split(',')) {
        const kinds = Object.hasOwn(EVENTS, name.toUpperCase()) ? EVENTS[name.toUpperCase()] : undefined
        if (!kinds) throw new ConntrackFault(`Bad parameter \`${name}'`)
        for (const kind of kinds) asked.events.add(kind)
      }
      return
    case 'zone':
      asked.zone = number(text) & 0xffff
      return
    case 'orig-zone':
      asked.origZone = number(text) & 0xffff
      return
    case 'reply-zone':
      asked.replyZone = number(text) & 0xffff
      return
    case 'label':
    case 'label-add':
    case 'label-del':
      said.push(NO_LABELS)
      if (text !== '') throw new ConntrackFault(`unknown label '${text}'`)
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

const EVENTS: Readonly<Record<string, readonly CtEvent[]>> = {
  NEW: ['NEW'],
  UPDATES: ['UPDATE'],
  DESTROY: ['DESTROY'],
  ALL: ['NEW', 'UPDATE', 'DESTROY'],
}

/** Bytes of the socket's buffer when `-b` asked for some: the kernel takes twice that, and neither too little nor too much. */
export const buffered = ({ given }: ConntrackAsked): number | null =>
  given.has('buffer-size') ? Math.min(Math.max(2 * number(given.get('buffer-size')!), 2304), 2 ** 31 - 1) : null

/** As C's atoi: what is no number is 0. */
const number = (text: string): number => Number.parseInt(text, 10) || 0

/** As C's strtoul: decimal, octal or hexadecimal, as far as it goes; here its lower 32 bits. */
function unsigned(text: string): number {
  const [, minus, digits = '0'] = /^\s*([-+]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)/i.exec(text) ?? []
  const size = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits)
  return ((minus === '-' ? -size : size) % 2 ** 32) >>> 0
}

/** An option that the protocol named so far brings. */
function ofProtocol(asked: Words, word: string, queue: string[]): boolean {
  const kinds: [Readonly<Record<string, readonly string[]>>, (key: string, text: string) => void][] = []
  if (asked.proto === 6 || asked.proto === 17 || asked.proto === 132 || asked.proto === 136)
    kinds.push([PORTS, (key, text) => void (asked.ports[key as keyof typeof PORTS] = number(text) & 0xffff)])
  if (asked.proto === 1) kinds.push([ICMP, (key, text) => void (asked.icmp[key as keyof typeof ICMP] = number(text))])
  if (asked.proto === 6)
    kinds.push([
      STATE,
      (_, text) => {
        // As older kernels called it.
        const state = TCP_STATES.findIndex((name) => name === (text === 'LISTEN' ? 'SYN_SENT2' : text))
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
  if (length !== undefined && !(/^\d*$/.test(length) && Number(length) <= 32))
    throw new ConntrackFault('Invalid netmask')
  return { address, bits: length === undefined ? 32 : Number(length) }
}

const STATUSES: Readonly<Record<string, number>> = {
  ASSURED: IPS.ASSURED,
  SEEN_REPLY: IPS.SEEN_REPLY,
  UNSET: 0,
  FIXED_TIMEOUT: IPS.FIXED_TIMEOUT,
  EXPECTED: IPS.EXPECTED,
  OFFLOAD: IPS.OFFLOAD,
  HW_OFFLOAD: IPS.HW_OFFLOAD,
}

function statusOf(text: string, said: string[]): Status {
  const status = { set: 0, unset: 0 }
  for (const name of text.split(',')) {
    const upper = name.toUpperCase()
    if (name === 'UNREPLIED') status.unset |= IPS.SEEN_REPLY
    else if (name === 'SRC_NAT' || name === 'DST_NAT')
      said.push(`WARNING: ignoring ${name}, use --${name === 'SRC_NAT' ? 'src' : 'dst'}-nat instead`)
    else if (Object.hasOwn(STATUSES, upper)) status.set |= STATUSES[upper]
    else throw new ConntrackFault(`Bad parameter \`${text}'`)
  }
  return status
}
