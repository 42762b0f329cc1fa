/** `-j TCPOPTSTRIP`: writes padding over options of a TCP header. */
import { PROTO } from '../../packet/protocol'
import { Refused, words, Wrong, type Extension } from '../grammar'
import { parseInteger } from '../integer'
import { IN_MANGLE } from './places'

export interface TcpoptstripTarget {
  kind: 'TCPOPTSTRIP'
  /** Their kinds, in order. */
  options: number[]
}

const NAMES: ReadonlyMap<string, number> = new Map([
  ['wscale', 3],
  ['mss', 2],
  ['sack-permitted', 4],
  ['sack', 5],
  ['timestamp', 8],
  ['md5', 19],
])

const EXPECTED = `of ${[...NAMES.keys()].join(', ')}, or numbers from 2 to 255`

function readKind(word: string): number {
  const kind = NAMES.get(word) ?? parseInteger(word)
  if (kind === null || kind > 255) throw new Wrong(`Bad TCP option value "${word}"`, EXPECTED)
  if (kind < 2) throw new Wrong('Option value may not be 0 or 1', EXPECTED)
  return kind
}

const nameOf = (kind: number): string => [...NAMES].find(([, n]) => n === kind)?.[0] ?? `${kind}`

export const tcpoptstrip: Extension<TcpoptstripTarget> = {
  kind: 'TCPOPTSTRIP',
  name: 'TCPOPTSTRIP',
  begin: () => ({ kind: 'TCPOPTSTRIP', options: [] }),
  options: [
    {
      names: ['strip-options'],
      expected: EXPECTED,
      read(t, r) {
        const kinds = new Set<number>()
        for (const word of r.args[0].split(',')) {
          const kind = readKind(word)
          if (kinds.has(kind)) throw new Wrong(`Option "${word}" already specified`, 'each option once')
          kinds.add(kind)
        }
        t.options = [...kinds].toSorted((a, b) => a - b)
      },
    },
  ],
  finish(_t, _seen, proto) {
    if (proto.number !== PROTO.TCP || proto.not) throw new Refused('-p tcp in the same rule')
  },
  print: (t) => words(t.options.length > 0 && `--strip-options ${t.options.join(',')}`),
  list: (t, named) =>
    words(
      t.options.length > 0 && `TCPOPTSTRIP options ${t.options.map((kind) => (named ? nameOf(kind) : kind)).join(',')}`,
    ),
  habitat: () => IN_MANGLE,
}
