/** `-j REDIRECT`: the connection's destination becomes this machine. */
import { words, type Extension } from '../grammar'
import { rangeText, type Range } from '../values'
import { flagOptions, listFlags, needPorts, noFlags, portSpan, printFlags, type NatFlags } from './nat'

export interface RedirectTarget extends NatFlags {
  kind: 'REDIRECT'
  ports?: Range
}

export const redirect: Extension<RedirectTarget> = {
  kind: 'REDIRECT',
  name: 'REDIRECT',
  begin: () => ({ kind: 'REDIRECT', ...noFlags() }),
  options: [
    {
      names: ['to-ports'],
      expected: 'a port or a range such as 1024-2047',
      read(t, r) {
        needPorts(r.proto)
        t.ports = portSpan(r.args[0], r.proto.number)
      },
    },
    ...flagOptions<RedirectTarget>('random'),
  ],
  print: (t) => words(t.ports && `--to-ports ${rangeText(t.ports, '-')}`, printFlags(t)),
  list: (t) => words(t.ports && `redir ports ${rangeText(t.ports, '-')}`, listFlags(t)),
}
