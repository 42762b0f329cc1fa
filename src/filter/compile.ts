/**
 * An expression → a test of one item of a source: a packet, an event, a row. A field may occur more than once in an item
 * (`ip.addr`, both tuples of an entry): a comparison is true when any occurrence makes it true, `!=`, `not in` and `===`
 * when all do. A field that is not there makes every comparison false.
 */
import { inPrefix } from '../packet/address'
import type { Expression, Literal, Operator } from './expression'
import { fieldOf, type FieldName } from './fields'

/** Reads one occurrence of a field; undefined when the item has none. */
export type Getter<T> = (item: T) => Literal | undefined
/** Where each field of an item stands. A field that is left out is in no item. */
export type Source<T> = { readonly [F in FieldName]?: readonly Getter<T>[] }
export type Test<T> = (item: T) => boolean

export function compile<T>(e: Expression, source: Source<T>): Test<T> {
  const getters = (field: FieldName): readonly Getter<T>[] => source[field] ?? []
  switch (e.is) {
    case 'all':
      return () => true
    case 'and': {
      const parts = e.of.map((part) => compile(part, source))
      return (item) => parts.every((test) => test(item))
    }
    case 'or': {
      const parts = e.of.map((part) => compile(part, source))
      return (item) => parts.some((test) => test(item))
    }
    case 'not': {
      const test = compile(e.of, source)
      return (item) => !test(item)
    }
    case 'field': {
      const field = fieldOf(e.field)
      return any(getters(e.field), field.type === 'bool' && field.alone === 'set' ? (v) => v === 1 : () => true)
    }
    case 'compare':
      return asksAll(e.op)
        ? all(getters(e.field), COMPARE[e.op](e.value))
        : any(getters(e.field), COMPARE[e.op](e.value))
    case 'prefix': {
      const within = (v: Literal) => inPrefix(v as number, e.prefix)
      return e.op === '==' ? any(getters(e.field), within) : all(getters(e.field), (v) => !within(v))
    }
    case 'fields': {
      const others = getters(e.other)
      const pairs = asksAll(e.op) ? all<T> : any<T>
      return (item) => {
        const compared = pairs(others, () => true)(item)
        return compared && pairs(getters(e.field), (v) => pairs(others, (w) => COMPARE[e.op](w)(v))(item))(item)
      }
    }
    case 'contains':
      return any(getters(e.field), (v) => String(v).includes(e.text))
    case 'in': {
      const within = (v: Literal) => e.set.some(({ from, to }) => v >= from && v <= to)
      return e.not ? all(getters(e.field), (v) => !within(v)) : any(getters(e.field), within)
    }
  }
}

type Accepts = (value: Literal) => boolean

const COMPARE: Readonly<Record<Operator, (than: Literal) => Accepts>> = {
  '==': (than) => (v) => v === than,
  '===': (than) => (v) => v === than,
  '!=': (than) => (v) => v !== than,
  '!==': (than) => (v) => v !== than,
  '<': (than) => (v) => v < than,
  '>': (than) => (v) => v > than,
  '<=': (than) => (v) => v <= than,
  '>=': (than) => (v) => v >= than,
}

const asksAll = (op: Operator): boolean => op === '!=' || op === '==='

function any<T>(getters: readonly Getter<T>[], accepts: Accepts): Test<T> {
  return (item) => {
    for (const get of getters) {
      const value = get(item)
      if (value !== undefined && accepts(value)) return true
    }
    return false
  }
}

/** Of those that are there, and one must be. */
function all<T>(getters: readonly Getter<T>[], accepts: Accepts): Test<T> {
  return (item) => {
    let there = false
    for (const get of getters) {
      const value = get(item)
      if (value === undefined) continue
      if (!accepts(value)) return false
      there = true
    }
    return there
  }
}
