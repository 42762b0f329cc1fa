/** `-j MASQUERADE`: the connection's source becomes the address of the interface it leaves by. */
import { words, type Extension } from '../grammar'
import {
  flagOptions,
  listFlags,
  needPorts,
  noFlags,
  portSpan,
  portText,
  printFlags,
  type NatFlags,
  type Ports,
} from './nat'

export interface MasqueradeTarget extends NatFlags, Partial<Ports> {
  kind: 'MASQUERADE'
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
        Object.assign(t, portSpan(r.args[0], false))
      },
    },
    ...flagOptions<MasqueradeTarget>('random', 'random-fully'),
  ],
  print: (t) => words(t.ports && `--to-ports ${portText(t)}`, printFlags(t)),
  list: (t) => words(t.ports && `masq ports: ${portText(t)}`, listFlags(t)),
  habitat: () => ({ tables: ['nat'], hooks: ['POSTROUTING'] }),
}
