/** What may come next at a place of a filter's text. */
import type { Field, FieldName } from './fields'
import { FIELD_NAMES, fieldOf, noteOf } from './fields'
import { parse, type Hope } from './parse'

export interface Completion {
  text: string
  /** What it means; empty where the word says it. */
  note: string
}

export interface Completions {
  /** The part of the text that a completion replaces: the word at the caret. */
  from: number
  to: number
  options: Completion[]
}

const OPERATORS: Readonly<Record<Field['type'], readonly string[]>> = {
  protocol: [],
  address: ['==', '!=', 'in'],
  number: ['==', '!=', '<', '>', '<=', '>=', 'in'],
  bool: ['==', '!='],
  word: ['==', '!=', 'contains', 'in'],
}

/**
 * `known` adds values that are there now (addresses, nodes), which no grammar knows; `has` leaves out fields that no item of what
 * is filtered can have.
 */
export function complete(
  text: string,
  caret: number,
  known: (field: FieldName) => readonly string[] = () => [],
  has: (field: FieldName) => boolean = () => true,
): Completions {
  const from = caret - (/[\w./:-]*$/.exec(text.slice(0, caret))?.[0].length ?? 0)
  const to = caret + (/^[\w./:-]*/.exec(text.slice(caret))?.[0].length ?? 0)
  const typed = text.slice(from, caret).toLowerCase()
  const all = parse(text.slice(0, from)).hopes.flatMap((hope) => optionsOf(hope, known, has))
  const [begin, hold] = [all.filter(starts(typed)), all.filter(holds(typed))]
  return { from, to, options: typed === '' ? all : [...begin, ...hold.filter((it) => !begin.includes(it))] }
}

const starts = (typed: string) => (it: Completion) => it.text.toLowerCase().startsWith(typed)
const holds = (typed: string) => (it: Completion) => it.text.toLowerCase().includes(typed)

function optionsOf(
  hope: Hope,
  known: (field: FieldName) => readonly string[],
  has: (field: FieldName) => boolean,
): Completion[] {
  switch (hope.is) {
    case 'field':
      return FIELD_NAMES.filter(has).map((text) => ({ text, note: noteOf(text) }))
    case 'operator':
      return plain(OPERATORS[fieldOf(hope.field).type])
    case 'join':
      return plain(['&&', '||'])
    case 'in':
      return plain(['in'])
    case 'value': {
      const field = fieldOf(hope.field)
      const fixed = field.type === 'word' ? field.values : field.type === 'bool' ? ['1', '0'] : undefined
      return plain(fixed ?? known(hope.field))
    }
  }
}

const plain = (texts: readonly string[]): Completion[] => texts.map((text) => ({ text, note: '' }))
