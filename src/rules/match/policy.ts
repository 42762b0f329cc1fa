/** `-m policy`: IPsec was used, or will be. What it asks of a security association is not modelled: there is none. */
import { Wrong, type Extension, type Option } from '../grammar'
import { WITH_IN, WITH_OUT } from '../places'

export interface PolicyMatch {
  kind: 'policy'
  dir: 'in' | 'out' | null
  pol: 'none' | 'ipsec'
}

const element = (name: string): Option<PolicyMatch> => ({
  names: [name],
  not: true,
  takes: name === 'strict' || name === 'next' ? 0 : 1,
  unmodelled: true,
  read: () => {},
})

export const policy: Extension<PolicyMatch> = {
  kind: 'policy',
  name: 'policy',
  begin: () => ({ kind: 'policy', dir: null, pol: 'ipsec' }),
  options: [
    {
      names: ['dir'],
      read(m, r) {
        const [dir] = r.args
        if (dir !== 'in' && dir !== 'out') throw new Wrong(`policy_match: invalid dir "${dir}"`, 'in or out')
        m.dir = dir
      },
    },
    {
      names: ['pol'],
      read(m, r) {
        const [pol] = r.args
        if (pol !== 'none' && pol !== 'ipsec') throw new Wrong(`policy match: invalid policy "${pol}"`, 'none or ipsec')
        m.pol = pol
      },
    },
    ...['strict', 'reqid', 'spi', 'tunnel-src', 'tunnel-dst', 'proto', 'mode', 'next'].map(element),
  ],
  finish(m) {
    if (!m.dir) throw new Wrong('policy match: neither --dir in nor --dir out specified', '--dir in or --dir out')
  },
  print: (m) => `--dir ${m.dir} --pol ${m.pol}`,
  list: (m) => `policy match dir ${m.dir} pol ${m.pol}`,
  habitat: (m) => ({ hooks: m.dir === 'in' ? WITH_IN : WITH_OUT, builtIn: true }),
}
