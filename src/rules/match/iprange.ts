/** `-m iprange`: addresses from one to another, which need be no prefix. */
import { formatAddress } from '../../packet/address'
import { bang, words, Wrong, type Extension, type Option } from '../grammar'
import { badValue, hostAddress, type Range } from '../values'

export interface AddressRange extends Range {
  not: boolean
}

export interface IprangeMatch {
  kind: 'iprange'
  src?: AddressRange
  dst?: AddressRange
}

const EXPECTED = 'an address or a range such as 10.0.0.1-10.0.0.9'

const option = (side: 'src' | 'dst'): Option<IprangeMatch> => ({
  names: [`${side}-range`],
  not: true,
  expected: EXPECTED,
  read(m, r) {
    const dash = r.args[0].indexOf('-')
    const parts = dash < 0 ? [r.args[0]] : [r.args[0].slice(0, dash), r.args[0].slice(dash + 1)]
    const [from, to = from] = parts.map((text) => {
      if (!/^\d+(?:\.\d+){0,3}$/.test(text) || Number(text) > 255) throw badValue(r, EXPECTED, text)
      try {
        return hostAddress(text)
      } catch {
        throw badValue(r, EXPECTED, text)
      }
    })
    m[side] = { from, to, not: r.not }
  },
})

const rangeText = (t: AddressRange): string => `${formatAddress(t.from)}-${formatAddress(t.to)}`

export const iprange: Extension<IprangeMatch> = {
  kind: 'iprange',
  name: 'iprange',
  begin: () => ({ kind: 'iprange' }),
  options: [option('src'), option('dst')],
  finish(m) {
    if (!m.src && !m.dst)
      throw new Wrong("iprange match: You must specify `--src-range' or `--dst-range'", '--src-range or --dst-range')
  },
  print: ({ src, dst }) =>
    words(
      src && `${bang(src.not)}--src-range ${rangeText(src)}`,
      dst && `${bang(dst.not)}--dst-range ${rangeText(dst)}`,
    ),
  list: ({ src, dst }) =>
    words(
      src && `source IP range ${bang(src.not)}${rangeText(src)}`,
      dst && `destination IP range ${bang(dst.not)}${rangeText(dst)}`,
    ),
}
