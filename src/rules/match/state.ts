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
const SPELLED = 'states with no spaces, e.g. ESTABLISHED,RELATED'
const wrong = (rest: string): Wrong =>
  new Wrong(rest === '' ? `"--state" requires a list of ${SPELLED}` : `Bad state "${rest}"`, EXPECTED)

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
        m.names = members(r.args[0], STATES, wrong)
        m.not = r.not
      },
    },
  ],
  print: (m) => `${bang(m.not)}--state ${m.names.join(',')}`,
  list: (m) => `${bang(m.not)}state ${m.names.join(',')}`,
}
