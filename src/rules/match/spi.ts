/** `-m esp`, `-m ah`, `-m ipcomp`: the index by which IPsec finds what it agreed upon (RFC 4301 §4.1). */
import { bang, Refused, words, type Extension } from '../grammar'
import { rangeText, type Range } from '../values'
import { readSpan } from './span'

interface SpiMatch<K extends 'esp' | 'ah' | 'ipcomp'> extends Range {
  kind: K
  not: boolean
  /** IPComp's flags have to be 0. */
  reserved?: true
}
export type EspMatch = SpiMatch<'esp'>
export type AhMatch = SpiMatch<'ah'>
export type IpcompMatch = SpiMatch<'ipcomp'>

const MOST = 0xffffffff

/** `rest`: what `iptables -L` leaves behind the name of a match that tests nothing. */
const of = <K extends 'esp' | 'ah' | 'ipcomp'>(
  kind: K,
  proto: number,
  { title = kind, most = MOST, rest = '' }: { title?: string; most?: number; rest?: string } = {},
): Extension<SpiMatch<K>> => ({
  kind,
  name: kind,
  proto,
  begin: () => ({ kind, from: 0, to: most, not: false }),
  options: [
    {
      names: [`${kind}spi`],
      not: true,
      expected: 'a number or a range such as 100:200',
      read(m, r) {
        const { from, to } = readSpan(r, BigInt(MOST))
        Object.assign(m, { from: Number(from), to: Number(to ?? from), not: r.not })
      },
    },
    ...(kind === 'ipcomp'
      ? [{ names: ['compres'], takes: 0 as const, read: (m: SpiMatch<K>) => void (m.reserved = true) }]
      : []),
  ],
  finish(_m, _seen, { number, not }) {
    if (number !== proto || not) throw new Refused(`-p ${kind} before it`)
  },
  print: (m) => words(tests(m) && `${bang(m.not)}--${kind}spi ${rangeText(m)}`, m.reserved && '--compres'),
  list: (m) =>
    `${title}${
      tests(m) || m.not ? ` spi${m.from === m.to ? '' : 's'}:${m.not ? '!' : ''}${rangeText(m)}` : rest
    }${m.reserved ? ' reserved' : ''}`,
})

const tests = (m: Range): boolean => m.from > 0 || m.to < MOST

export const esp = of('esp', 50)
export const ah = of('ah', 51, { rest: ' ' })
/** Without `--ipcompspi` it asks for 0. */
export const ipcomp = of('ipcomp', 108, { title: 'comp', most: 0, rest: ' ' })
