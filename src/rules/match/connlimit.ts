/** `-m connlimit`: how many connections an address, or a network, has at once. */
import { Wrong, type Extension, type Option } from '../grammar'
import { integer, prefixLength } from '../values'

export interface ConnlimitMatch {
  kind: 'connlimit'
  /** Matches above `limit`, or else up to it. */
  above: boolean
  limit: number
  /** Prefix length. */
  mask: number
  side: 'src' | 'dst'
}

const limitOption = (name: 'above' | 'upto'): Option<ConnlimitMatch> => ({
  names: [`connlimit-${name}`],
  not: true,
  excludes: [`connlimit-${name === 'above' ? 'upto' : 'above'}`],
  read: (m, r) => void Object.assign(m, { above: (name === 'above') !== r.not, limit: integer(r, 0, 0xffffffff) }),
})
const sideOption = (side: ConnlimitMatch['side'], other: string): Option<ConnlimitMatch> => ({
  names: [`connlimit-${side[0]}addr`],
  takes: 0,
  excludes: [`connlimit-${other}`],
  read: (m) => void (m.side = side),
})

export const connlimit: Extension<ConnlimitMatch> = {
  kind: 'connlimit',
  name: 'connlimit',
  begin: () => ({ kind: 'connlimit', above: true, limit: 0, mask: 32, side: 'src' }),
  options: [
    limitOption('upto'),
    limitOption('above'),
    { names: ['connlimit-mask'], read: (m, r) => void (m.mask = Math.min(32, prefixLength(r))) },
    sideOption('src', 'daddr'),
    sideOption('dst', 'saddr'),
  ],
  finish(_m, seen) {
    if (!seen.has('connlimit-above') && !seen.has('connlimit-upto'))
      throw new Wrong(
        'You must specify "--connlimit-above" or "--connlimit-upto".',
        '--connlimit-above or --connlimit-upto',
      )
  },
  print: (m) =>
    `--connlimit-${m.above ? 'above' : 'upto'} ${m.limit} --connlimit-mask ${m.mask} --connlimit-${m.side[0]}addr`,
  list: (m) => `#conn ${m.side}/${m.mask} ${m.above ? '>' : '<='} ${m.limit}`,
}
