/** `-j DSCP`: sets the differentiated services code point (RFC 2474), the upper six bits of the TOS byte. */
import { Wrong, type Extension } from '../grammar'
import { dscpClass, hexByte } from '../tos-byte'
import { integer } from '../values'
import { IN_MANGLE } from './places'

export interface DscpTarget {
  kind: 'DSCP'
  /** 0 to 63. */
  dscp: number
}

export const dscpTarget: Extension<DscpTarget> = {
  kind: 'DSCP',
  name: 'DSCP',
  begin: () => ({ kind: 'DSCP', dscp: 0 }),
  options: [
    {
      names: ['set-dscp'],
      excludes: ['set-dscp-class'],
      expected: 'a number to 63',
      read: (t, r) => void (t.dscp = integer(r, 0, 63)),
    },
    {
      names: ['set-dscp-class'],
      excludes: ['set-dscp'],
      expected: 'a class such as EF, AF41 or CS1',
      read: (t, r) => void (t.dscp = dscpClass(r.args[0])),
    },
  ],
  finish(_t, seen) {
    if (seen.size === 0) throw new Wrong('DSCP target: Parameter --set-dscp is required', '--set-dscp and a value')
  },
  print: (t) => `--set-dscp ${hexByte(t.dscp)}`,
  list: (t) => `DSCP set ${hexByte(t.dscp)}`,
  habitat: () => IN_MANGLE,
}
