/** `-m connbytes`: how many packets or bytes a connection has had. */
import { bang, Wrong, type Extension, type Option } from '../grammar'
import { readSpan } from './span'

const SIDES = ['original', 'reply', 'both'] as const
const MODES = ['packets', 'bytes', 'avgpkt'] as const

export interface ConnbytesMatch {
  kind: 'connbytes'
  /** Decimal, up to 2^64 - 1. */
  from: string
  /** Null for no end. */
  to: string | null
  not: boolean
  dir: (typeof SIDES)[number]
  mode: (typeof MODES)[number]
}

const MOST = 2n ** 64n - 1n

const choice = <K extends 'dir' | 'mode'>(key: K, all: readonly ConnbytesMatch[K][]): Option<ConnbytesMatch> => ({
  names: [`connbytes-${key}`],
  must: true,
  expected: `one of ${all.join(', ')}`,
  read(m, { args: [word] }) {
    const chosen = all.find((one) => one === word)
    if (!chosen) throw new Wrong(`Unknown --connbytes-${key} \`${word}'`, `one of ${all.join(', ')}`)
    m[key] = chosen
  },
})

/** An end at 0 is not printed, though it is one. */
const range = (m: ConnbytesMatch): string => m.from + (m.to === null || m.to === '0' ? '' : `:${m.to}`)

export const connbytes: Extension<ConnbytesMatch> = {
  kind: 'connbytes',
  name: 'connbytes',
  begin: () => ({ kind: 'connbytes', from: '0', to: null, not: false, dir: 'both', mode: 'bytes' }),
  options: [
    {
      names: ['connbytes'],
      not: true,
      must: true,
      expected: 'a number or a range such as 1000:2000',
      read(m, r) {
        const { from, to } = readSpan(r, MOST)
        const end = to ?? MOST
        if (end < from) throw new Wrong(`${from} should be less than ${end}`, 'the lower number first')
        // The kernel is told "not" by two ends that are the wrong way round, which equal ones cannot be.
        Object.assign(m, { from: String(from), to: end === MOST ? null : String(end), not: r.not && from !== end })
      },
    },
    choice('dir', SIDES),
    choice('mode', MODES),
  ],
  print: (m) => `${bang(m.not)}--connbytes ${range(m)} --connbytes-mode ${m.mode} --connbytes-dir ${m.dir}`,
  list: (m) => `${bang(m.not)}connbytes ${range(m)} connbytes mode ${m.mode} connbytes direction ${m.dir}`,
}
