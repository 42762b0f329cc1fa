/** `-m dscp`: the differentiated services code point (RFC 2474). */
import { bang, Wrong, type Extension } from '../grammar'
import { dscpClass, hexByte } from '../tos-byte'
import { integer } from '../values'

export interface DscpMatch {
  kind: 'dscp'
  /** 0 to 63. */
  dscp: number
  not: boolean
}

export const dscp: Extension<DscpMatch> = {
  kind: 'dscp',
  name: 'dscp',
  begin: () => ({ kind: 'dscp', dscp: 0, not: false }),
  options: [
    {
      names: ['dscp'],
      not: true,
      excludes: ['dscp-class'],
      read: (m, r) => void Object.assign(m, { dscp: integer(r, 0, 63), not: r.not }),
    },
    {
      names: ['dscp-class'],
      not: true,
      excludes: ['dscp'],
      read: (m, r) => void Object.assign(m, { dscp: dscpClass(r.args[0]), not: r.not }),
    },
  ],
  finish(_m, seen) {
    if (seen.size === 0) throw new Wrong('DSCP match: Parameter --dscp is required', '--dscp or --dscp-class')
  },
  print: (m) => `${bang(m.not)}--dscp ${hexByte(m.dscp)}`,
  list: (m) => `DSCP match ${m.not ? '!' : ''}${hexByte(m.dscp)}`,
}
