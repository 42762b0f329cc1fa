/** `-m sctp`: ports of SCTP, and which chunks a packet is made of (RFC 9260 §3.2). */
import { PROTO } from '../../packet/protocol'
import { bang, Refused, words, Wrong, type Extension, type Named } from '../grammar'
import { listPort, portOptions, printPort, type Ports } from './ports'

/** By number; those that are not in the row of the first ones have theirs below. */
const FIRST =
  'DATA INIT INIT_ACK SACK HEARTBEAT HEARTBEAT_ACK ABORT SHUTDOWN SHUTDOWN_ACK ERROR COOKIE_ECHO COOKIE_ACK ECN_ECNE ECN_CWR SHUTDOWN_COMPLETE'
const CHUNKS = new Map<string, number>([
  ...FIRST.split(' ').map((name, type) => [name, type] as const),
  ['I_DATA', 0x40],
  ['ASCONF_ACK', 0x80],
  ['RE_CONFIG', 0x82],
  ['PAD', 0x84],
  ['FORWARD_TSN', 0xc0],
  ['ASCONF', 0xc1],
  ['I_FORWARD_TSN', 0xc2],
])

/** Bits of a chunk's flags by their letters, from the highest; a capital letter asks for 1. */
const FLAGS: ReadonlyMap<number, string> = new Map([
  [0x00, '----IUBE'],
  [0x06, '-------T'],
  [0x0e, '-------T'],
  [0x40, '----IUBE'],
])

export interface ChunkTest {
  type: number
  /** Which bits of its flags count, and what they have to be. */
  mask: number
  set: number
}

export interface SctpMatch extends Ports {
  kind: 'sctp'
  chunks?: {
    of: 'all' | 'any' | 'only'
    /** By type; every type there is for "ALL", none for "NONE". */
    tests: ChunkTest[] | 'ALL'
    not: boolean
  }
}

function readChunk(text: string): ChunkTest {
  const [name, letters = ''] = text.split(':')
  const type = CHUNKS.get(name.toUpperCase())
  if (type === undefined) throw new Wrong(`Unknown sctp chunk \`${text}'`, `one of ${[...CHUNKS.keys()].join(', ')}`)
  const test = { type, mask: 0, set: 0 }
  for (const letter of letters) {
    const at = (FLAGS.get(type) ?? '').indexOf(letter.toUpperCase())
    if (at < 0 || letter === '-')
      throw new Wrong(`Invalid flags for chunk type ${type}`, FLAGS.has(type) ? 'other flags' : 'no flags')
    const bit = 0x80 >> at
    test.mask |= bit
    if (letter === letter.toUpperCase()) test.set |= bit
  }
  return test
}

/** One test of each type, which asks for all that is asked of it. */
function readChunks(list: string): ChunkTest[] {
  const tests = new Map<number, ChunkTest>()
  for (const { type, mask, set } of list.split(',').map(readChunk)) {
    const other = tests.get(type) ?? { mask: 0, set: 0 }
    tests.set(type, { type, mask: mask | other.mask, set: set | other.set })
  }
  return [...tests.values()].toSorted((a, b) => a.type - b.type)
}

const flagsText = ({ type, mask, set }: ChunkTest): string =>
  Array.from(FLAGS.get(type) ?? '')
    .map((letter, at) => (mask & (0x80 >> at) ? (set & (0x80 >> at) ? letter : letter.toLowerCase()) : ''))
    .join('')

const nameOf = (type: number): string => [...CHUNKS].find(([, n]) => n === type)?.[0] ?? ''

function chunksText({ chunks }: SctpMatch, before: string, named: boolean): string {
  if (!chunks) return ''
  const { tests } = chunks
  const one = (test: ChunkTest): string => {
    const flags = flagsText(test)
    const number = `0x${test.type.toString(16).toUpperCase().padStart(4, '0')}`
    return (named ? nameOf(test.type) : number) + (flags && `:${flags}`)
  }
  const list = tests === 'ALL' ? 'ALL' : tests.map(one).join(',') || 'NONE'
  return `${bang(chunks.not)}${before}${chunks.of} ${list}`
}

const every = ({ from, to, not }: NonNullable<Ports['sport']>): boolean => from === 0 && to === 65535 && !not

const ports = (m: Ports, named?: Named): (string | undefined)[] => [
  m.sport && !every(m.sport) ? listPort('spt', m.sport, named) : undefined,
  m.dport && !every(m.dport) ? listPort('dpt', m.dport, named) : undefined,
]

export const sctp: Extension<SctpMatch> = {
  kind: 'sctp',
  name: 'sctp',
  proto: PROTO.SCTP,
  begin: () => ({ kind: 'sctp' }),
  options: [
    ...portOptions,
    {
      names: ['chunk-types'],
      takes: 2,
      not: true,
      once: "Only one `--chunk-types' allowed",
      expected: 'all, any or only, and chunks such as INIT,DATA',
      read(m, { args: [typed, list], not }) {
        const of = (['all', 'any', 'only'] as const).find((one) => one === typed.toLowerCase())
        if (!of) throw new Wrong('Match type has to be one of "ALL", "ANY" or "ONLY"', 'all, any or only')
        const all = list.toUpperCase()
        m.chunks = { of, tests: all === 'ALL' ? all : all === 'NONE' ? [] : readChunks(list), not }
      },
    },
  ],
  finish(_m, _seen, { number, not }) {
    if (number !== PROTO.SCTP || not) throw new Refused('-p sctp before it')
  },
  print: (m) => words(printPort('sport', m.sport), printPort('dport', m.dport), chunksText(m, '--chunk-types ', true)),
  list: (m, named) => words('sctp', ...ports(m, named), chunksText(m, '', named !== undefined)),
}
