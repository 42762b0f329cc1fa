/** `-j ECN`: takes explicit congestion notification (RFC 3168) out of what passes, for networks that cannot bear it. */
import { PROTO } from '../../packet/protocol'
import { Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'
import { IN_MANGLE } from './places'

/** Those of the TCP header first. In the order in which they are printed. */
const FIELDS = ['ece', 'cwr', 'ect'] as const
type Field = (typeof FIELDS)[number]

export interface EcnTarget extends Partial<Record<Field, number>> {
  kind: 'ECN'
  /** `--ecn-tcp-remove`, printed as that. */
  remove?: true
}

const optionOf = (field: Field): string => (field === 'ect' ? 'ecn-ip-ect' : `ecn-tcp-${field}`)

const option = (field: Field): Option<EcnTarget> => ({
  names: [optionOf(field)],
  expected: field === 'ect' ? 'a codepoint from 0 to 3' : '0 or 1',
  read: (t, r) => void (t[field] = integer(r, 0, field === 'ect' ? 3 : 1)),
})

export const ecnTarget: Extension<EcnTarget> = {
  kind: 'ECN',
  name: 'ECN',
  begin: () => ({ kind: 'ECN' }),
  options: [
    {
      names: ['ecn-tcp-remove'],
      takes: 0,
      excludes: ['ecn-tcp-cwr', 'ecn-tcp-ece'],
      read: (t) => void Object.assign(t, { remove: true, ece: 0, cwr: 0 }),
    },
    ...FIELDS.map(option),
  ],
  finish(t, seen, proto) {
    if (seen.size === 0) throw new Wrong('ECN target: An operation is required', '--ecn-tcp-remove')
    if (t.ece !== undefined || t.cwr !== undefined)
      if (proto.number !== PROTO.TCP || proto.not) throw new Refused('-p tcp in the same rule')
  },
  print: (t) => words(t.remove && '--ecn-tcp-remove', ...set(t).map((field) => `--${optionOf(field)} ${t[field]}`)),
  list: (t) =>
    words(
      'ECN',
      t.remove && 'TCP remove',
      ...set(t).map((field) => `${field === 'ect' ? 'ECT codepoint' : field.toUpperCase()}=${t[field]}`),
    ),
  habitat: () => IN_MANGLE,
}

const set = (t: EcnTarget): Field[] =>
  FIELDS.filter((field) => t[field] !== undefined && !(t.remove && field !== 'ect'))
