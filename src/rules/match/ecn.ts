/** `-m ecn`: explicit congestion notification (RFC 3168), the two bits of the IP header and the two flags of TCP's. */
import { PROTO } from '../../packet/protocol'
import { bang, Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'

/** In the order in which they are printed. */
const FLAGS = ['ece', 'cwr'] as const

export interface EcnMatch {
  kind: 'ecn'
  ece?: { not: boolean }
  cwr?: { not: boolean }
  /** 0 to 3. */
  ect?: { value: number; not: boolean }
}

const flag = (name: (typeof FLAGS)[number]): Option<EcnMatch> => ({
  names: [`ecn-tcp-${name}`],
  takes: 0,
  not: true,
  read: (m, r) => void (m[name] = { not: r.not }),
})

export const ecn: Extension<EcnMatch> = {
  kind: 'ecn',
  name: 'ecn',
  begin: () => ({ kind: 'ecn' }),
  options: [
    flag('cwr'),
    flag('ece'),
    {
      names: ['ecn-ip-ect'],
      not: true,
      expected: 'a codepoint from 0 to 3',
      read: (m, r) => void (m.ect = { value: integer(r, 0, 3), not: r.not }),
    },
  ],
  finish(m, seen, proto) {
    if (seen.size === 0) throw new Wrong('ECN match: some option required', 'an option such as --ecn-ip-ect')
    if ((m.ece || m.cwr) && (proto.number !== PROTO.TCP || proto.not)) throw new Refused('-p tcp before it')
  },
  print: (m) =>
    words(
      ...FLAGS.map((name) => m[name] && `${bang(m[name].not)}--ecn-tcp-${name}`),
      m.ect && `${bang(m.ect.not)}--ecn-ip-ect ${m.ect.value}`,
    ),
  list: (m) =>
    words(
      'ECN match',
      ...FLAGS.map((name) => m[name] && (m[name].not ? '!' : '') + name.toUpperCase()),
      m.ect && `${m.ect.not ? '!' : ''}ECT=${m.ect.value}`,
    ),
}
