/** `-m physdev`: the ports of a bridge that a packet came in and goes out by. */
import { bang, words, Wrong, type Extension, type Option } from '../grammar'
import { readInterface } from './interface'

/** In the order in which they are printed. */
const TESTS = ['is-in', 'in', 'is-out', 'out', 'is-bridged'] as const

interface PhysdevTest {
  /** Of `in` and `out`. */
  name?: string
  not: boolean
}

export interface PhysdevMatch {
  kind: 'physdev'
  tests: Partial<Record<(typeof TESTS)[number], PhysdevTest>>
}

const option = (test: (typeof TESTS)[number]): Option<PhysdevMatch> => {
  const named = test === 'in' || test === 'out'
  return {
    names: [`physdev-${test}`],
    takes: named ? 1 : 0,
    not: true,
    expected: 'an interface name such as eth0',
    read(m, r) {
      const name = named ? readInterface(test, r.args[0], r.not)?.name : undefined
      m.tests[test] = { ...(named && { name: name ?? '+' }), not: r.not }
    },
  }
}

const text = (m: PhysdevMatch): string =>
  words(
    ...TESTS.map((name) => {
      const t = m.tests[name]
      return t && words(`${bang(t.not)}--physdev-${name}`, t.name)
    }),
  )

export const physdev: Extension<PhysdevMatch> = {
  kind: 'physdev',
  name: 'physdev',
  begin: () => ({ kind: 'physdev', tests: {} }),
  options: TESTS.map(option),
  finish(_m, seen) {
    if (seen.size === 0) throw new Wrong('PHYSDEV: no physdev option specified', 'an option such as --physdev-in')
  },
  print: text,
  list: (m) => `PHYSDEV match ${text(m)}`,
  habitat: ({ tests }) =>
    tests.out || tests['is-out']
      ? { hooks: ['PREROUTING', 'INPUT', 'FORWARD', 'POSTROUTING'], builtIn: true }
      : undefined,
}
