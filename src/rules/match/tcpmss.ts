/** `-m tcpmss`: the MSS option of a SYN. */
import { PROTO } from '../../packet/protocol'
import { bang, Refused, Wrong, type Extension } from '../grammar'
import { range16, rangeText, type Range } from '../values'

export interface TcpmssMatch extends Range {
  kind: 'tcpmss'
  not: boolean
}

export const tcpmss: Extension<TcpmssMatch> = {
  kind: 'tcpmss',
  name: 'tcpmss',
  begin: () => ({ kind: 'tcpmss', from: 0, to: 0, not: false }),
  options: [
    {
      names: ['mss'],
      not: true,
      must: true,
      read(m, r) {
        Object.assign(m, range16(r), { not: r.not })
        if (m.from > m.to) throw new Wrong('tcpmss: invalid range given', 'the lower number first')
      },
    },
  ],
  finish(_m, seen, proto) {
    if (seen.size > 0 && (proto.number !== PROTO.TCP || proto.not)) throw new Refused('-p tcp before it')
  },
  print: (m) => `${bang(m.not)}--mss ${rangeText(m)}`,
  list: (m) => `tcpmss match ${m.not ? '!' : ''}${rangeText(m)}`,
}
