/** `-m state`: the older spelling of `-m conntrack --ctstate`. */
import { bang, Wrong, type Extension } from '../grammar'
import { members } from '../values'

export const STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED'] as const

export interface StateMatch {
  kind: 'state'
  names: (typeof STATES)[number][]
  not: boolean
}

const EXPECTED = `states of ${STATES.join(', ')}, parted by commas`

export const state: Extension<StateMatch> = {
  kind: 'state',
  name: 'state',
  begin: () => ({ kind: 'state', names: [], not: false }),
  options: [
    {
      names: ['state'],
      not: true,
      must: true,
      expected: EXPECTED,
      read(m, r) {
        m.names = members(r.args[0], STATES, (n) => new Wrong(`Bad state "${n}"`, EXPECTED))
        m.not = r.not
      },
    },
  ],
  print: (m) => `${bang(m.not)}--state ${m.names.join(',')}`,
  list: (m) => `${bang(m.not)}state ${m.names.join(',')}`,
}
