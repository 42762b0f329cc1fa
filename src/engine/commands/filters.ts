/** Programs that read lines and write lines, as people hang them behind a command: grep, head, tail, wc, cut, sort, uniq, sed. */
import { failed, printed, type Output } from './output'

type Filter = (lines: readonly string[], words: readonly string[]) => Output

const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['grep', grep],
  ['head', (lines, words) => printed(lines.slice(0, count(words)))],
  ['tail', tail],
  ['wc', wc],
  ['cut', cut],
  ['sort', sort],
  ['uniq', uniq],
  ['sed', sed],
])

/** Null when the program is none of these. */
export function filter(name: string, words: readonly string[], stdin: string): Output | null {
  const lines = stdin === '' ? [] : stdin.replace(/\n$/, '').split('\n')
  return FILTERS.get(name)?.(lines, words) ?? null
}

export const isFilter = (name: string): boolean => FILTERS.has(name)

/** `-n 3`, `-n3`, `-3`; ten when nothing is said. */
function count(words: readonly string[]): number {
  const said = /-n? ?(\d+)/.exec(words.join(' '))
  return said ? Number(said[1]) : 10
}

/** `-n +3` is from the third on. */
function tail(lines: readonly string[], words: readonly string[]): Output {
  const from = /-n ?\+(\d+)/.exec(words.join(' '))
  return printed(lines.slice(from ? Math.max(0, Number(from[1]) - 1) : Math.max(0, lines.length - count(words))))
}

function grep(lines: readonly string[], words: readonly string[]): Output {
  const flags = new Set<string>()
  const patterns: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '-e') patterns.push(words[++at] ?? '')
    else if (word.startsWith('-') && word !== '-') for (const letter of word.slice(1)) flags.add(letter)
    else patterns.push(word)
  }
  if (patterns.length === 0) return failed(2, 'Usage: grep [OPTION]... PATTERNS [FILE]...')
  const source = patterns
    .map((p) => `(?:${flags.has('F') ? literal(p) : flags.has('E') ? brackets(p) : basic(p)})`)
    .join('|')
  const whole = flags.has('x') ? `^(?:${source})$` : flags.has('w') ? `\\b(?:${source})\\b` : source
  const pattern = new RegExp(whole, flags.has('i') ? 'i' : '')
  const matching = lines.flatMap((line, i) => (pattern.test(line) !== flags.has('v') ? [{ line, number: i + 1 }] : []))
  const found = matching.map(({ line, number }) => (flags.has('n') ? `${number}:${line}` : line))
  const shown = flags.has('q')
    ? []
    : flags.has('c')
      ? [String(found.length)]
      : flags.has('o')
        ? found.flatMap((line) => [...line.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(([part]) => part))
        : found
  return { stdout: shown, stderr: [], code: found.length > 0 ? 0 : 1 }
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A bracket expression whose first character is "]" has that in it. */
const brackets = (text: string): string => text.replaceAll(/\[(\^?)\]/g, '[$1\\]')
/** A basic regular expression (POSIX): what an extended one means by `+ ? | ( ) { }` it means by `\+` and so on. */
const basic = (text: string): string =>
  brackets(text).replaceAll(/\\([+?|(){}])|[+?|(){}]/g, (all, escaped: string | undefined) => escaped ?? `\\${all}`)

function wc(lines: readonly string[], words: readonly string[]): Output {
  if (words.includes('-l')) return printed([String(lines.length)])
  const text = lines.map((line) => `${line}\n`).join('')
  if (words.includes('-w')) return printed([String(text.split(/\s+/).filter(Boolean).length)])
  return printed([String(text.length)])
}

/** `-d' ' -f1,3-4`; a line without the separator stays whole. */
function cut(lines: readonly string[], words: readonly string[]): Output {
  const of = (letter: string): string | undefined => {
    const at = words.findIndex((word) => word.startsWith(`-${letter}`))
    return words[at]?.slice(2) || words[at + 1]
  }
  const separator = of('d') ?? '\t'
  const ranges = (of('f') ?? '').split(',').map((part) => {
    const [from, to] = part.split('-')
    return { from: Number(from || 1), to: to === undefined ? Number(from) : to === '' ? Infinity : Number(to) }
  })
  const chosen = (_: string, i: number): boolean => ranges.some(({ from, to }) => i + 1 >= from && i + 1 <= to)
  return printed(
    lines.map((line) => (line.includes(separator) ? line.split(separator).filter(chosen).join(separator) : line)),
  )
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const number = (line: string): number => Number.parseFloat(line) || 0

function sort(lines: readonly string[], words: readonly string[]): Output {
  const flags = words.join('')
  const sorted = lines.toSorted((a, b) => (flags.includes('n') ? number(a) - number(b) : 0) || byText(a, b))
  if (flags.includes('r')) sorted.reverse()
  return printed(flags.includes('u') ? sorted.filter((line, at) => line !== sorted[at - 1]) : sorted)
}

function uniq(lines: readonly string[], words: readonly string[]): Output {
  const runs: { line: string; times: number }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last?.line === line) last.times++
    else runs.push({ line, times: 1 })
  }
  return printed(runs.map(({ line, times }) => (words.includes('-c') ? `${String(times).padStart(7)} ${line}` : line)))
}

/** `s/old/new/g`, one or several after another. */
function sed(_lines: readonly string[], words: readonly string[]): Output {
  let lines = [..._lines]
  const extended = words.includes('-E') || words.includes('-r')
  for (const script of words.filter((word) => !word.startsWith('-')).flatMap((word) => word.split(/; ?(?=s\W)/))) {
    const [, separator] = /^s(\W)/.exec(script) ?? []
    const parts = separator === undefined ? [] : script.slice(2).split(separator)
    if (parts.length !== 3) return failed(1, `sed: -e expression #1, char 1: unknown command: \`${script.slice(0, 1)}'`)
    const [old, replacement, flags] = parts
    const pattern = new RegExp(extended ? brackets(old) : basic(old), flags)
    const by = replacement
      .replaceAll('$', '$$$$')
      .replaceAll(/\\(\d)/g, '$$$1')
      .replaceAll(/(?<!\\)&/g, '$$&')
    lines = lines.map((line) => line.replace(pattern, by))
  }
  return printed(lines)
}
