/** `-m dccp`: ports of DCCP, the type of a packet, one of its options (RFC 4340 §5). */
import { bang, Refused, words, Wrong, type Extension, type Reading } from '../grammar'
import { integer, port, type Range } from '../values'
import { listPort, portOptions, printPort, type Ports } from './ports'

const PROTO_DCCP = 33
/** By number; all above mean INVALID. */
const TYPES = 'REQUEST RESPONSE DATA ACK DATAACK CLOSEREQ CLOSE RESET SYNC SYNCACK INVALID'.split(' ')
const INVALID = TYPES.length - 1

export interface DccpMatch extends Ports {
  kind: 'dccp'
  types?: { types: number[]; not: boolean }
  option?: { option: number; not: boolean }
}

/** One that is the wrong way round is taken, and never fits. */
function range({ args: [text], proto }: Reading): Range {
  const [from, to = from] = text.split(':')
  return { from: from === '' ? 0 : port(from, proto.number), to: to === '' ? 65535 : port(to, proto.number) }
}

const tests = (t: (Range & { not: boolean }) | undefined) =>
  t && (t.from > 0 || t.to < 65535 || t.not) ? t : undefined

const numbers = (types: number[]): string =>
  types.flatMap((type) => (type < INVALID ? [type] : [10, 11, 12, 13, 14, 15])).join(',')

export const dccp: Extension<DccpMatch> = {
  kind: 'dccp',
  name: 'dccp',
  proto: PROTO_DCCP,
  begin: () => ({ kind: 'dccp' }),
  options: [
    ...portOptions.map((option, i) => ({
      ...option,
      read: (m: DccpMatch, r: Reading) => void (m[i === 0 ? 'sport' : 'dport'] = { ...range(r), not: r.not }),
    })),
    {
      names: ['dccp-types'],
      not: true,
      expected: `of ${TYPES.join(', ')}`,
      read(m, { args: [list], not }) {
        const types = list.split(',').map((word) => {
          const type = TYPES.indexOf(word.toUpperCase())
          if (type < 0) throw new Wrong(`Unknown DCCP type \`${word}'`, `of ${TYPES.join(', ')}`)
          return type
        })
        m.types = { types: [...new Set(types)].toSorted((a, b) => a - b), not }
      },
    },
    {
      names: ['dccp-option'],
      not: true,
      read: (m, r) => void (m.option = { option: integer(r, 1, 255), not: r.not }),
    },
  ],
  finish(_m, _seen, { number, not }) {
    if (number !== PROTO_DCCP || not) throw new Refused('-p dccp before it')
  },
  print: (m) =>
    words(
      printPort('sport', m.sport),
      printPort('dport', m.dport),
      m.types && `${bang(m.types.not)}--dccp-types ${m.types.types.map((type) => TYPES[type]).join(',')}`,
      m.option && `${bang(m.option.not)}--dccp-option ${m.option.option}`,
    ),
  list: (m, named) =>
    words(
      'dccp',
      listPort('spt', tests(m.sport), named),
      listPort('dpt', tests(m.dport), named),
      m.types &&
        bang(m.types.not) + (named ? m.types.types.map((type) => TYPES[type]).join(',') : numbers(m.types.types)),
      m.option && `option=${m.option.not ? '!' : ''}${m.option.option}`,
    ),
}
