/** `-m addrtype`: what the routing table thinks of an address. */
import { bang, words, Wrong, type Extension } from '../grammar'
import { WITH_IN, WITH_OUT } from '../places'
import { members } from '../values'

export const ADDRESS_TYPES = [
  'UNSPEC',
  'UNICAST',
  'LOCAL',
  'BROADCAST',
  'ANYCAST',
  'MULTICAST',
  'BLACKHOLE',
  'UNREACHABLE',
  'PROHIBIT',
  'THROW',
  'NAT',
  'XRESOLVE',
] as const

export interface TypeTest {
  types: (typeof ADDRESS_TYPES)[number][]
  not: boolean
}

export interface AddrtypeMatch {
  kind: 'addrtype'
  src?: TypeTest
  dst?: TypeTest
  /** Asks only about the interface the packet came in by, or goes out by. */
  limit?: 'in' | 'out'
}

const EXPECTED = 'address types such as LOCAL or BROADCAST,MULTICAST'
const read = (text: string): TypeTest['types'] =>
  members(
    text,
    ADDRESS_TYPES,
    (n) => new Wrong(`addrtype: bad type ${n.includes(',') ? `\`${n}'` : `"${n}"`}`, EXPECTED),
  )

export const addrtype: Extension<AddrtypeMatch> = {
  kind: 'addrtype',
  name: 'addrtype',
  begin: () => ({ kind: 'addrtype' }),
  options: [
    {
      names: ['src-type'],
      not: true,
      expected: EXPECTED,
      read: (m, r) => void (m.src = { types: read(r.args[0]), not: r.not }),
    },
    {
      names: ['dst-type'],
      not: true,
      expected: EXPECTED,
      read: (m, r) => void (m.dst = { types: read(r.args[0]), not: r.not }),
    },
    { names: ['limit-iface-in'], takes: 0, excludes: ['limit-iface-out'], read: (m) => void (m.limit = 'in') },
    { names: ['limit-iface-out'], takes: 0, excludes: ['limit-iface-in'], read: (m) => void (m.limit = 'out') },
  ],
  finish(m) {
    if (!m.src && !m.dst)
      throw new Wrong('addrtype: you must specify --src-type or --dst-type', '--src-type or --dst-type')
  },
  print: (m) =>
    words(
      m.src && `${bang(m.src.not)}--src-type ${m.src.types.join(',')}`,
      m.dst && `${bang(m.dst.not)}--dst-type ${m.dst.types.join(',')}`,
      m.limit && `--limit-iface-${m.limit}`,
    ),
  list: (m) =>
    words(
      'ADDRTYPE match',
      m.src && `src-type ${m.src.not ? '!' : ''}${m.src.types.join(',')}`,
      m.dst && `dst-type ${m.dst.not ? '!' : ''}${m.dst.types.join(',')}`,
      m.limit && `limit-${m.limit}`,
    ),
  habitat: (m) => m.limit && { hooks: m.limit === 'in' ? WITH_IN : WITH_OUT, builtIn: true },
}
