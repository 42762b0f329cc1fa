/** `-m ttl`: the time to live. */
import { bang, Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'

export interface TtlMatch {
  kind: 'ttl'
  test: 'eq' | 'lt' | 'gt'
  ttl: number
  /** Only of `eq`. */
  not: boolean
}

const option = (test: TtlMatch['test'], names: string[]): Option<TtlMatch> => ({
  names,
  not: test === 'eq',
  excludes: ['ttl-eq', 'ttl-lt', 'ttl-gt'].filter((other) => other !== names[0]),
  expected: 'a whole number from 0 to 255',
  read: (m, r) => void Object.assign(m, { test, ttl: integer(r, 0, 255), not: r.not }),
})

export const ttl: Extension<TtlMatch> = {
  kind: 'ttl',
  name: 'ttl',
  begin: () => ({ kind: 'ttl', test: 'eq', ttl: 0, not: false }),
  options: [option('eq', ['ttl-eq', 'ttl']), option('lt', ['ttl-lt']), option('gt', ['ttl-gt'])],
  finish(_m, seen) {
    if (seen.size === 0)
      throw new Wrong(
        "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt",
        '--ttl-eq, --ttl-lt or --ttl-gt',
      )
  },
  print: (m) => `${bang(m.not)}--ttl-${m.test} ${m.ttl}`,
  list: (m) => `TTL match TTL ${m.test === 'lt' ? '<' : m.test === 'gt' ? '>' : m.not ? '!=' : '=='} ${m.ttl}`,
}
