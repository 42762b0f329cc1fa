/** `-m set`: the packet's addresses or ports are in a set that `ipset` made. */
import { bang, words, Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { readSetRef, setRefText, type SetRef } from '../set-ref'

export interface CounterTest {
  op: 'eq' | 'lt' | 'gt'
  value: number
  not: boolean
}

export interface SetMatch {
  kind: 'set'
  set: SetRef
  not: boolean
  /** Exceptions of a set of networks are what is looked for. */
  returnNomatch: boolean
  /** Counters of what is found count this packet. */
  updateCounters: boolean
  /** Likewise in the sets that a list holds. */
  updateSubcounters: boolean
  packets?: CounterTest
  bytes?: CounterTest
}

const OPS = ['eq', 'lt', 'gt'] as const
const OF = ['packets', 'bytes'] as const

const counterOption = (of: 'packets' | 'bytes', op: CounterTest['op']): Option<SetMatch> => ({
  names: [`${of}-${op}`],
  not: true,
  again: true,
  expected: 'a number',
  read(m, r) {
    if (m[of]) throw new Wrong(`only one of the --${of}-[eq|lt|gt] is allowed`, `one test of ${of}`)
    if (r.not && op !== 'eq') throw new Wrong(`--${of}-${op} option cannot be inverted`, 'the option without !')
    const value = parseInteger(r.args[0])
    if (value === null) throw new Wrong(`Cannot parse ${r.args[0]} as a counter value`, 'a number')
    m[of] = { op, value, not: r.not }
  },
})

const counterText = (of: string, t: CounterTest | undefined, dashes: string): string | undefined =>
  t && `${bang(t.not)}${dashes}${of}-${t.op} ${t.value}`

const text = (m: SetMatch, dashes: string): string =>
  words(
    `${bang(m.not)}${dashes}match-set ${setRefText(m.set)}`,
    m.returnNomatch && `${dashes}return-nomatch`,
    !m.updateCounters && `! ${dashes}update-counters`,
    !m.updateSubcounters && `! ${dashes}update-subcounters`,
    ...OF.map((of) => counterText(of, m[of], dashes)),
  )

export const set: Extension<SetMatch> = {
  kind: 'set',
  name: 'set',
  begin: () => ({
    kind: 'set',
    set: { name: '', sides: [] },
    not: false,
    returnNomatch: false,
    updateCounters: true,
    updateSubcounters: true,
  }),
  options: [
    {
      names: ['match-set', 'set'],
      takes: 2,
      not: true,
      once: '--match-set can be specified only once',
      expected: 'the name of a set, and src or dst',
      read: (m, r) => void Object.assign(m, { set: readSetRef(r), not: r.not }),
    },
    {
      names: ['return-nomatch'],
      takes: 0,
      not: true,
      again: true,
      read(m, r) {
        if (r.not) throw new Wrong('--return-nomatch flag cannot be inverted', 'the option without !')
        m.returnNomatch = true
      },
    },
    {
      names: ['update-counters'],
      takes: 0,
      not: true,
      again: true,
      read: (m, r) => void (m.updateCounters &&= !r.not),
    },
    {
      names: ['update-subcounters'],
      takes: 0,
      not: true,
      again: true,
      read: (m, r) => void (m.updateSubcounters &&= !r.not),
    },
    ...OF.flatMap((of) => OPS.map((op) => counterOption(of, op))),
  ],
  finish(_m, seen) {
    if (!seen.has('match-set'))
      throw new Wrong("You must specify `--match-set' with proper arguments", '--match-set, a name, and src or dst')
  },
  print: (m) => text(m, '--'),
  list: (m) => text(m, ''),
}
