/** `-j REDIRECT`: the connection's destination becomes this machine. */
import { words, Wrong, type Extension } from '../grammar'
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
        const { ports, base } = portSpan(r.args[0], false)
        if (base !== undefined)
          throw new Wrong('Shifted portmap ranges not supported with this kernel', 'ports without a base')
        t.ports = ports
      },
    },
    ...flagOptions<RedirectTarget>('random'),
  ],
  print: (t) => words(t.ports && `--to-ports ${rangeText(t.ports, '-')}`, printFlags(t)),
  list: (t) => words(t.ports && `redir ports ${rangeText(t.ports, '-')}`, listFlags(t)),
  habitat: () => ({ tables: ['nat'], hooks: ['PREROUTING', 'OUTPUT'] }),
}
