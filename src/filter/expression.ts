/** A filter as a value, and as text again. */
import { formatAddress, type Prefix } from '../packet/address'
import { fieldOf, type FieldName } from './fields'

/** In letters too: eq ne gt lt ge le. `===` asks all occurrences of a field, `!==` any of them, as Wireshark's do. */
export const OPERATORS = ['==', '!=', '===', '!==', '<', '>', '<=', '>='] as const
export type Operator = (typeof OPERATORS)[number]

/** Addresses are unsigned 32-bit numbers, flags 0 and 1. */
export type Literal = number | string

/** From and to are the same for one value; a prefix is the range of its addresses. */
export interface Range {
  from: Literal
  to: Literal
}

export type Expression =
  /** The empty filter. */
  | { is: 'all' }
  | { is: 'and' | 'or'; of: Expression[] }
  | { is: 'not'; of: Expression }
  | { is: 'field'; field: FieldName }
  | { is: 'compare'; field: FieldName; op: Operator; value: Literal }
  | { is: 'prefix'; field: FieldName; op: '==' | '!='; prefix: Prefix }
  | { is: 'fields'; field: FieldName; op: Operator; other: FieldName }
  | { is: 'contains'; field: FieldName; text: string }
  | { is: 'in'; field: FieldName; not: boolean; set: Range[] }

/** Text that parses to the same expression. */
export function print(e: Expression): string {
  switch (e.is) {
    case 'all':
      return ''
    case 'and':
    case 'or':
      return e.of.map(nested).join(e.is === 'and' ? ' && ' : ' || ')
    case 'not':
      return `!${e.of.is === 'field' || e.of.is === 'not' ? print(e.of) : `(${print(e.of)})`}`
    case 'field':
      return e.field
    case 'compare':
      return `${e.field} ${e.op} ${literal(e.field, e.value)}`
    case 'prefix':
      return `${e.field} ${e.op} ${formatAddress(e.prefix.address)}/${e.prefix.bits}`
    case 'fields':
      return `${e.field} ${e.op} ${e.other}`
    case 'contains':
      return `${e.field} contains ${quoted(e.text)}`
    case 'in':
      return `${e.field} ${e.not ? 'not in' : 'in'} {${e.set.map((range) => printRange(e.field, range)).join(', ')}}`
  }
}

const nested = (e: Expression): string => (e.is === 'and' || e.is === 'or' ? `(${print(e)})` : print(e))

const printRange = (field: FieldName, { from, to }: Range): string =>
  from === to ? literal(field, from) : `${literal(field, from)}..${literal(field, to)}`

function literal(field: FieldName, value: Literal): string {
  if (typeof value === 'string') return /^[\w-]+$/.test(value) ? value : quoted(value)
  return fieldOf(field).type === 'address' ? formatAddress(value) : String(value)
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
