/** `-j HMARK`: a mark reckoned from addresses and ports, the same one for both directions of a connection. */
import { Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { integer, prefixLength } from '../values'

/** In the order in which they are printed; how many hexadecimal digits each has, 0 for a length in decimal. */
const FIELDS = {
  'src-prefix': 0,
  'dst-prefix': 0,
  'sport-mask': 4,
  'dport-mask': 4,
  'spi-mask': 8,
  sport: 4,
  dport: 4,
  spi: 8,
  'proto-mask': 2,
} as const
type Field = keyof typeof FIELDS
const NAMES = Object.keys(FIELDS) as Field[]

/** What `--hmark-tuple` takes, each for all bits of a field. */
const TUPLE: ReadonlyMap<string, Field> = new Map([
  ['src', 'src-prefix'],
  ['dst', 'dst-prefix'],
  ['sport', 'sport-mask'],
  ['dport', 'dport-mask'],
  ['spi', 'spi-mask'],
  ['proto', 'proto-mask'],
])

export interface HmarkTarget {
  kind: 'HMARK'
  fields: Partial<Record<Field, number>>
  /** Of the connection's tuples, not of the packet. */
  ct: boolean
  rnd: number
  mod: number
  offset?: number
}

const whole = (field: Field): number => (FIELDS[field] === 0 ? 32 : most(field))
const most = (field: Field): number => (FIELDS[field] === 8 ? 0xffffffff : 0xffff)

const option = (field: Field): Option<HmarkTarget> => ({
  names: [`hmark-${field}`],
  read(t, r) {
    // `--hmark-tuple` may have said it.
    if (field in t.fields)
      throw new Wrong(`HMARK: option "--hmark-${field}" can only be used once.`, `one --hmark-${field}`)
    t.fields[field] = FIELDS[field] === 0 ? Math.min(32, prefixLength(r)) : integer(r, 0, most(field))
  },
})
const number = (key: 'rnd' | 'mod' | 'offset', least: number): Option<HmarkTarget> => ({
  names: [`hmark-${key}`],
  read: (t, r) => void (t[key] = integer(r, least, 0xffffffff)),
})

const hex = (n: number, digits = 0): string => `0x${n.toString(16).padStart(digits, '0')}`
const given = ({ fields }: HmarkTarget): [Field, number][] =>
  NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]))

export const hmark: Extension<HmarkTarget> = {
  kind: 'HMARK',
  name: 'HMARK',
  begin: () => ({ kind: 'HMARK', fields: {}, ct: false, rnd: 0, mod: 0 }),
  options: [
    {
      names: ['hmark-tuple'],
      expected: `of ${[...TUPLE.keys()].join(', ')} and ct`,
      read(t, { args: [list] }) {
        for (const word of list.split(',')) {
          if (word === '')
            throw new Wrong(
              '"--hmark-tuple" requires a list of types with no spaces, e.g. src,dst,sport,dport,proto',
              'src,dst,sport,dport',
            )
          const field = TUPLE.get(word.toLowerCase())
          if (field) t.fields[field] = whole(field)
          else if (word.toLowerCase() === 'ct') t.ct = true
          else throw new Wrong(`Bad type "${word}"`, `of ${[...TUPLE.keys()].join(', ')} and ct`)
        }
      },
    },
    ...NAMES.map(option),
    number('rnd', 0),
    number('mod', 1),
    number('offset', 0),
  ],
  finish(t, seen) {
    for (const name of ['mod', 'rnd'])
      if (!seen.has(`hmark-${name}`)) throw new Wrong(`--hmark-${name} is mandatory`, `--hmark-${name}`)
    if (!t.ct && given(t).length === 0) throw new Wrong('you have to specify --hmark-tuple at least', '--hmark-tuple')
    const { fields: f } = t
    if (f['spi-mask'] !== undefined && (f['sport-mask'] ?? f['dport-mask']) !== undefined)
      throw new Wrong('you cannot use --hmark-spi-mask and --hmark-?port-mask,at the same time', 'ports or an SPI')
    if (f.spi !== undefined && (f.sport ?? f.dport) !== undefined) throw new Refused('ports or an SPI')
  },
  print: (t) =>
    words(
      ...given(t).map(([name, n]) => `--hmark-${name} ${FIELDS[name] === 0 ? n : hex(n, FIELDS[name])}`),
      `--hmark-rnd ${hex(t.rnd, 8)} --hmark-mod ${t.mod}`,
      t.offset !== undefined && `--hmark-offset ${t.offset}`,
      t.ct && '--hmark-tuple ct',
    ),
  list: (t) =>
    `${words(
      `HMARK mod ${t.mod}`,
      t.offset !== undefined && `+ ${hex(t.offset)}`,
      t.ct && 'ct,',
      ...given(t).map(([name, n]) => `${name} ${FIELDS[name] === 0 ? n : hex(n)}`),
      `rnd ${hex(t.rnd)}`,
    )} `,
}
