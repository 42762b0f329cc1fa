/** `-m statistic`: every n-th packet, or each with a probability. */
import { bang, words, Wrong, type Extension } from '../grammar'
import { integer } from '../values'

export interface StatisticMatch {
  kind: 'statistic'
  mode: 'random' | 'nth'
  /** Of 2^31. */
  probability: number
  every: number
  /** The counter's first value: 0 to `every` - 1. */
  packet: number
  not: boolean
}

const WHOLE = 0x80000000

export const statistic: Extension<StatisticMatch> = {
  kind: 'statistic',
  name: 'statistic',
  begin: () => ({ kind: 'statistic', mode: 'random', probability: 0, every: 1, packet: 0, not: false }),
  options: [
    {
      names: ['mode'],
      must: true,
      expected: 'random or nth',
      read(m, r) {
        if (r.args[0] !== 'random' && r.args[0] !== 'nth') throw new Wrong(`Bad mode "${r.args[0]}"`, 'random or nth')
        m.mode = r.args[0]
      },
    },
    {
      names: ['probability'],
      not: true,
      excludes: ['every', 'packet'],
      expected: 'a probability from 0 to 1',
      read(m, r) {
        const p = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(r.args[0]) ? Number(r.args[0]) : -1
        if (p < 0 || p > 1)
          throw new Wrong(
            'statistic: bad value for option "--probability", or out of range (0-1).',
            'a probability from 0 to 1',
          )
        m.probability = Math.round(p * WHOLE)
        m.not = r.not
      },
    },
    {
      names: ['every'],
      not: true,
      excludes: ['probability'],
      also: 'packet',
      expected: 'a whole number from 1',
      read(m, r) {
        m.every = integer(r, 1, 0xffffffff)
        m.not = r.not
      },
    },
    {
      names: ['packet'],
      excludes: ['probability'],
      expected: 'a whole number below that of --every',
      read: (m, r) => void (m.packet = integer(r, 0, 0xffffffff)),
    },
  ],
  finish(m, seen) {
    if (m.mode === 'random' && !seen.has('probability'))
      throw new Wrong(
        '--probability must be specified when using random mode',
        '--probability and a number from 0 to 1',
      )
    if (m.mode === 'nth' && !seen.has('every') && !seen.has('packet'))
      throw new Wrong('--every and --packet must be specified when using nth mode', '--every N --packet P')
    if (m.mode === 'nth' && seen.has('packet') && m.packet >= m.every)
      throw new Wrong('the --packet p must be 0 <= p <= n-1', `a number from 0 to ${m.every - 1} after --packet`)
  },
  print: (m) =>
    m.mode === 'nth'
      ? words(`--mode nth ${bang(m.not)}--every ${m.every}`, `--packet ${m.packet}`)
      : `--mode random ${bang(m.not)}--probability ${(m.probability / WHOLE).toFixed(11)}`,
  list: (m) =>
    m.mode === 'nth'
      ? words(`statistic mode nth ${bang(m.not)}every ${m.every}`, m.packet > 0 && `packet ${m.packet}`)
      : `statistic mode random ${bang(m.not)}probability ${(m.probability / WHOLE).toFixed(11)}`,
}
