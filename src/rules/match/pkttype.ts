/** `-m pkttype`: whom the link layer sent it to. */
import { bang, Wrong, type Extension } from '../grammar'

const TYPES = ['unicast', 'broadcast', 'multicast', 'otherhost'] as const
const ALIASES: Readonly<Record<string, string>> = { host: 'unicast', bcast: 'broadcast', mcast: 'multicast' }

export interface PkttypeMatch {
  kind: 'pkttype'
  type: (typeof TYPES)[number]
  not: boolean
}

export const pkttype: Extension<PkttypeMatch> = {
  kind: 'pkttype',
  name: 'pkttype',
  begin: () => ({ kind: 'pkttype', type: 'unicast', not: false }),
  options: [
    {
      names: ['pkt-type'],
      not: true,
      must: true,
      read(m, r) {
        const name = r.args[0].toLowerCase()
        const type = TYPES.find((t) => t === (ALIASES[name] ?? name))
        if (!type) throw new Wrong(`Bad packet type '${r.args[0]}'`, `one of ${TYPES.join(', ')}`)
        Object.assign(m, { type, not: r.not })
      },
    },
  ],
  print: (m) => `${bang(m.not)}--pkt-type ${m.type}`,
  list: (m) => `PKTTYPE ${m.not ? '!' : ''}= ${m.type}`,
}
