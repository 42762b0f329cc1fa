/** `-m length`: the packet's length in bytes, IP header and all. */
import { bang, type Extension } from '../grammar'
import { range16, rangeText, type Range } from '../values'

export interface LengthMatch extends Range {
  kind: 'length'
  not: boolean
}

export const length: Extension<LengthMatch> = {
  kind: 'length',
  name: 'length',
  begin: () => ({ kind: 'length', from: 0, to: 0, not: false }),
  options: [
    {
      names: ['length'],
      not: true,
      must: true,
      read: (m, r) => void Object.assign(m, range16(r), { not: r.not }),
    },
  ],
  print: (m) => `${bang(m.not)}--length ${rangeText(m)}`,
  list: (m) => `length ${m.not ? '!' : ''}${rangeText(m)}`,
}
