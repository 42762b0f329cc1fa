/** `-j DNAT`: the connection gets another destination. */
import { words, Wrong, type Extension } from '../grammar'
import { flagOptions, listFlags, noFlags, printFlags, rangeOf, readRange, type NatRange } from './nat'

export interface DnatTarget extends NatRange {
  kind: 'DNAT'
}

export const dnat: Extension<DnatTarget> = {
  kind: 'DNAT',
  name: 'DNAT',
  begin: () => ({ kind: 'DNAT', ...noFlags() }),
  options: [
    {
      names: ['to-destination'],
      expected: 'an address or range of addresses, then perhaps ":" and ports',
      read: (t, r) => void Object.assign(t, readRange(r.args[0], r.proto, true)),
    },
    ...flagOptions<DnatTarget>('random', 'persistent'),
  ],
  finish(_t, seen) {
    if (!seen.has('to-destination'))
      throw new Wrong('DNAT: option "--to-destination" must be specified', '--to-destination and an address')
  },
  print: (t) => words(`--to-destination ${rangeOf(t)}`, printFlags(t)),
  list: (t) => words(`to:${rangeOf(t)}`, listFlags(t)),
  habitat: () => ({ tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] }),
}
