/** `-j TTL`: sets the time to live, adds to it or takes off it. */
import { Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'
import { IN_MANGLE } from './places'

export interface TtlTarget {
  kind: 'TTL'
  do: 'set' | 'inc' | 'dec'
  /** 0 to 255. */
  by: number
}

const WAYS = ['set', 'dec', 'inc'] as const
const WORDS = { set: 'set to', inc: 'increment by', dec: 'decrement by' }

const option = (way: TtlTarget['do']): Option<TtlTarget> => ({
  names: [`ttl-${way}`],
  excludes: WAYS.filter((w) => w !== way).map((w) => `ttl-${w}`),
  expected: 'a number to 255',
  read: (t, r) => void Object.assign(t, { do: way, by: integer(r, way === 'set' ? 0 : 1, 255) }),
})

export const ttlTarget: Extension<TtlTarget> = {
  kind: 'TTL',
  name: 'TTL',
  begin: () => ({ kind: 'TTL', do: 'set', by: 0 }),
  options: WAYS.map(option),
  finish(_t, seen) {
    if (seen.size === 0) throw new Wrong('TTL: You must specify an action', '--ttl-set, --ttl-dec or --ttl-inc')
  },
  print: (t) => `--ttl-${t.do} ${t.by}`,
  list: (t) => `TTL ${WORDS[t.do]} ${t.by}`,
  habitat: () => IN_MANGLE,
}
