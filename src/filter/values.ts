/** Values as a person writes them, read as their field wants them. */
import { broadcast, network, parseAddress, parsePrefix } from '../packet/address'
import type { Literal, Range } from './expression'
import { fieldOf, type FieldName } from './fields'
import { text } from './text'

/** A prefix as the range of its addresses. */
export function readPrefix(written: string): Range | null {
  const prefix = parsePrefix(written)
  return prefix && { from: network(prefix), to: broadcast(prefix) }
}

/** Null when it is no value of that field. Words that are known are spelled as the field spells them. */
export function readLiteral(name: FieldName, written: string): Literal | null {
  const field = fieldOf(name)
  switch (field.type) {
    case 'protocol':
      return null
    case 'address':
      return parseAddress(written)
    case 'bool':
      return { 0: 0, 1: 1, false: 0, true: 1 }[written.toLowerCase()] ?? null
    case 'number': {
      const value = /^(?:\d+|0x[\da-f]+)$/i.test(written) ? Number(written) : (field.named?.(written) ?? NaN)
      return value <= field.max ? value : null
    }
    case 'word':
      return field.values ? (field.values.find((it) => it.toLowerCase() === written.toLowerCase()) ?? null) : written
  }
}

/** What a value of that field looks like, in words. */
export function wanted(name: FieldName): string {
  const field = fieldOf(name)
  switch (field.type) {
    case 'address':
      return text.address
    case 'bool':
      return text.bool
    case 'number':
      return field.named ? text.protocolNumber : text.number(field.max)
    default:
      return field.type === 'word' && field.values ? text.oneOf(field.values) : text.word
  }
}
