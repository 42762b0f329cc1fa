/** The way in: text → a test for whatever has fields. */
import { compile, type Source, type Test } from './compile'
import type { Expression } from './expression'
import { parse, type FilterError } from './parse'

export type Filter =
  | {
      ok: true
      expression: Expression
      /** Looks the fields up once; the test itself makes no objects. */
      test<T>(source: Source<T>): Test<T>
    }
  | ({ ok: false } & FilterError)

/** Never throws. Empty text lets everything through. */
export function parseFilter(text: string): Filter {
  const parsed = parse(text)
  if (!parsed.ok) {
    const { at, length, expected, message } = parsed
    return { ok: false, at, length, expected, message }
  }
  const { expression } = parsed
  return { ok: true, expression, test: (source) => compile(expression, source) }
}
