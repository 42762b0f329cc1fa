/** `-j MASQUERADE`: the connection's source becomes the address of the interface it leaves by. */
import { words, type Extension } from '../grammar'
import { rangeText, type Range } from '../values'
import { flagOptions, listFlags, needPorts, noFlags, portSpan, printFlags, type NatFlags } from './nat'

export interface MasqueradeTarget extends NatFlags {
  kind: 'MASQUERADE'
  ports?: Range
}

export const masquerade: Extension<MasqueradeTarget> = {
  kind: 'MASQUERADE',
  name: 'MASQUERADE',
  begin: () => ({ kind: 'MASQUERADE', ...noFlags() }),
  options: [
    {
      names: ['to-ports'],
      expected: 'a port or a range such as 1024-2047',
      read(t, r) {
        needPorts(r.proto)
        t.ports = portSpan(r.args[0], r.proto.number)
      },
    },
    ...flagOptions<MasqueradeTarget>('random', 'random-fully'),
  ],
  print: (t) => words(t.ports && `--to-ports ${rangeText(t.ports, '-')}`, printFlags(t)),
  list: (t) => words(t.ports && `masq ports: ${rangeText(t.ports, '-')}`, listFlags(t)),
}
