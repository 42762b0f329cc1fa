/** The way in: text → a test for whatever has fields. */
import { compile, type Source, type Test } from './compile'
import type { Expression } from './expression'
import { parse, type FilterError, type Items } from './parse'

export type Filter =
  | {
      ok: true
      expression: Expression
      /** Looks the fields up once; the test itself makes no objects. */
      test<T>(source: Source<T>): Test<T>
    }
  | ({ ok: false } & FilterError)

/** Never throws. Empty text lets everything through. `items` refuses fields that nothing to be filtered has. */
export function parseFilter(text: string, items?: Items): Filter {
  const parsed = parse(text, items)
  if (!parsed.ok) {
    const { at, length, expected, message } = parsed
    return { ok: false, at, length, expected, message }
  }
  const { expression } = parsed
  return { ok: true, expression, test: (source) => compile(expression, source) }
}
