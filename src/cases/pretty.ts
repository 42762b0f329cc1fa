/** A case as text with one line a step, so that a diff of two recordings reads. */
import type { Case } from './format'

/** Byte for byte what the recorder writes for the same case; ends with a line feed. */
export function pretty(c: Case): string {
  const { steps, observed, ...head } = c
  let text = indented(head, 0).slice(0, -2) + rows('steps', steps)
  if (observed) text += rows('observed', observed)
  return `${text}\n}\n`
}

const rows = (name: string, items: readonly unknown[]): string =>
  `,\n "${name}": [\n  ${items.map(inline).join(',\n  ')}\n ]`

/** On one line, a space after each comma and colon. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (isObject(value))
    return `{${entries(value)
      .map(([k, x]) => `${ascii(k)}: ${inline(x)}`)
      .join(', ')}}`
  return ascii(value)
}

/** One entry a line, one space further in at each level. */
function indented(value: unknown, depth: number): string {
  const open = `\n${' '.repeat(depth + 1)}`
  const close = `\n${' '.repeat(depth)}`
  if (Array.isArray(value) && value.length > 0)
    return `[${open}${value.map((x) => indented(x, depth + 1)).join(`,${open}`)}${close}]`
  if (isObject(value) && entries(value).length > 0)
    return `{${open}${entries(value)
      .map(([k, x]) => `${ascii(k)}: ${indented(x, depth + 1)}`)
      .join(`,${open}`)}${close}}`
  return inline(value)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const entries = (value: Record<string, unknown>) => Object.entries(value).filter(([, x]) => x !== undefined)
const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
