/** `-j SNAT`: the connection gets another source. */
import { words, Wrong, type Extension } from '../grammar'
import { flagOptions, listFlags, noFlags, printFlags, rangeOf, readRange, type NatRange } from './nat'

export interface SnatTarget extends NatRange {
  kind: 'SNAT'
}

export const snat: Extension<SnatTarget> = {
  kind: 'SNAT',
  name: 'SNAT',
  begin: () => ({ kind: 'SNAT', ...noFlags() }),
  options: [
    {
      names: ['to-source'],
      expected: 'an address or range of addresses, then perhaps ":" and ports',
      read: (t, r) => void Object.assign(t, readRange(r.args[0], r.proto, false)),
    },
    ...flagOptions<SnatTarget>('random', 'random-fully', 'persistent'),
  ],
  finish(_t, seen) {
    if (!seen.has('to-source'))
      throw new Wrong('SNAT: option "--to-source" must be specified', '--to-source and an address')
  },
  print: (t) => words(`--to-source ${rangeOf(t)}`, printFlags(t)),
  list: (t) => words(`to:${rangeOf(t)}`, listFlags(t)),
  habitat: () => ({ tables: ['nat'], hooks: ['INPUT', 'POSTROUTING'] }),
}
