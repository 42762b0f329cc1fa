/** `-j SET`: puts the packet's addresses or ports into a set, takes them out, or copies what the set says of them to the packet. */
import { words, Wrong, type Extension, type Option } from '../grammar'
import { parseInteger } from '../integer'
import { readSetRef, setRefText, type SetRef } from '../set-ref'

const MAPS = ['mark', 'prio', 'queue'] as const

export interface SetTarget {
  kind: 'SET'
  add?: SetRef
  del?: SetRef
  map?: SetRef
  /** What is there already begins anew (`add`). */
  exist: boolean
  /** Seconds; the set's own when null (`add`). */
  timeout: number | null
  /** What is copied (`map`). */
  copies: readonly (typeof MAPS)[number][]
}

const LONGEST = 0xfffffffe

const setOption = (deed: 'add' | 'del' | 'map'): Option<SetTarget> => ({
  names: [`${deed}-set`],
  takes: 2,
  not: true,
  once: `--${deed}-set can be specified only once`,
  expected: 'the name of a set, and src or dst',
  read: (t, r) => void (t[deed] = readSetRef(r)),
})

const flag = (name: string, read: (t: SetTarget) => void): Option<SetTarget> => ({
  names: [name],
  takes: 0,
  not: true,
  again: true,
  read,
})

const text = ({ add, del, map, exist, timeout, copies }: SetTarget, dashes: string): string =>
  words(
    add && `${dashes}add-set ${setRefText(add)}`,
    exist && `${dashes}exist`,
    timeout !== null && `${dashes}timeout ${timeout}`,
    del && `${dashes}del-set ${setRefText(del)}`,
    map && `${dashes}map-set ${setRefText(map)}`,
    ...copies.map((of) => `${dashes}map-${of}`),
  )

export const setTarget: Extension<SetTarget> = {
  kind: 'SET',
  name: 'SET',
  begin: () => ({ kind: 'SET', exist: false, timeout: null, copies: [] }),
  options: [
    setOption('add'),
    setOption('del'),
    setOption('map'),
    flag('exist', (t) => void (t.exist = true)),
    {
      names: ['timeout'],
      not: true,
      again: true,
      expected: 'seconds',
      read(t, r) {
        const n = parseInteger(r.args[0])
        if (n === null || n > LONGEST)
          throw new Wrong(`Invalid value for option --timeout or out of range 0-${LONGEST}`, 'a number of seconds')
        t.timeout = n
      },
    },
    ...MAPS.map((of) =>
      flag(`map-${of}`, (t) => void (t.copies = MAPS.filter((each) => each === of || t.copies.includes(each)))),
    ),
  ],
  finish({ add, del, map, exist, timeout, copies }) {
    if (!add && !del && !map)
      throw new Wrong(
        "You must specify either `--add-set' or `--del-set' or `--map-set'",
        '--add-set, --del-set or --map-set',
      )
    if (!add && exist) throw new Wrong("Flag `--exist' can be used with `--add-set' only", '--add-set')
    if (!add && timeout !== null) throw new Wrong("Option `--timeout' can be used with `--add-set' only", '--add-set')
    if (map && copies.length === 0)
      throw new Wrong("You must specify flags `--map-mark' or '--map-prio` or `--map-queue'", '--map-mark')
    if (!map && copies.length > 0)
      throw new Wrong(`Flag \`--map-${copies[0]}' can be used with \`--map-set' only`, '--map-set')
  },
  print: (t) => text(t, '--'),
  list: (t) => text(t, ''),
  habitat({ map, copies }) {
    if (!map) return undefined
    const late = copies.some((of) => of !== 'mark')
    return { tables: ['mangle'], ...(late && { hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'] }) }
  },
}
