/** `-j CONNSECMARK`: copies SELinux's mark of a packet to its connection, or back. Nothing here has one. */
import { Wrong, type Extension, type Option } from '../grammar'

const WAYS = ['save', 'restore'] as const

export interface ConnsecmarkTarget {
  kind: 'CONNSECMARK'
  do: (typeof WAYS)[number]
}

const option = (way: (typeof WAYS)[number]): Option<ConnsecmarkTarget> => ({
  names: [way],
  takes: 0,
  excludes: WAYS.filter((other) => other !== way),
  read: (t) => void (t.do = way),
})

export const connsecmark: Extension<ConnsecmarkTarget> = {
  kind: 'CONNSECMARK',
  name: 'CONNSECMARK',
  begin: () => ({ kind: 'CONNSECMARK', do: 'save' }),
  options: WAYS.map(option),
  finish(_t, seen) {
    if (seen.size === 0) throw new Wrong('CONNSECMARK target: parameter required', '--save or --restore')
  },
  print: (t) => `--${t.do}`,
  list: (t) => `CONNSECMARK ${t.do}`,
  habitat: () => ({ tables: ['mangle', 'security'] }),
}
