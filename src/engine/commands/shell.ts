/**
 * `sh -c`: as much of a shell as commands on a node need. Words with quotes, `;` `&&` `||` and line ends between commands,
 * `|`, redirections between the two outputs, to and from /dev/null, `echo`, `printf`, `true` and `false`. No variables but `$?`, no
 * globs, no files.
 */
import { failed, printed, type Output } from './output'

type Run = (argv: readonly string[], stdin: string) => Output
type Part = { word: string } | { operator: string }

export function shell(script: string, run: Run): Output {
  const out: Output = { stdout: [], stderr: [], code: 0 }
  let skip = false
  let pipeline: Part[][] = [[]]
  for (const part of [...parts(script), { operator: ';' }]) {
    if ('word' in part || /[<>]/.test(part.operator)) pipeline.at(-1)?.push(part)
    else if (part.operator === '|') pipeline.push([])
    else {
      if (!skip && pipeline[0].length > 0) {
        const result = piped(pipeline, run, out.code)
        out.stdout.push(...result.stdout)
        out.stderr.push(...result.stderr)
        out.code = result.code
      }
      skip = part.operator === '&&' ? out.code !== 0 : part.operator === '||' ? out.code === 0 : false
      pipeline = [[]]
    }
  }
  return out
}

function piped(pipeline: readonly Part[][], run: Run, last: number): Output {
  let stdin = ''
  const stderr: string[] = []
  let result = printed([])
  for (const command of pipeline) {
    result = simple(command, stdin, run, last)
    stderr.push(...result.stderr)
    stdin = result.stdout.map((line) => `${line}\n`).join('')
  }
  return { ...result, stderr }
}

function simple(command: readonly Part[], stdin: string, run: Run, last: number): Output {
  const from = command.findIndex((part) => 'operator' in part && part.operator === '<')
  if (from >= 0) return simple(command.toSpliced(from, 2), '', run, last)
  const argv = command.flatMap((part) => ('word' in part ? [part.word.replaceAll('$?', String(last))] : []))
  const { stdout, stderr, code } = builtIn(argv) ?? run(argv, stdin)
  type Way = 'stdout' | 'stderr' | 'nowhere'
  let [out, errors]: Way[] = ['stdout', 'stderr']
  // A program's errors are not held back as its output is, when that goes into a pipe.
  for (const part of command) {
    if (!('operator' in part)) continue
    if (part.operator === '2>&1') errors = out
    else if (part.operator === '2>/dev/null') errors = 'nowhere'
    else if (part.operator === '>/dev/null') out = 'nowhere'
    else if (part.operator === '>&2') out = errors
    else return failed(2, `sh: 1: ${part.operator}: not supported`)
  }
  const to = (way: Way) => [...(errors === way ? stderr : []), ...(out === way ? stdout : [])]
  return { stdout: to('stdout'), stderr: to('stderr'), code }
}

const lines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))

function builtIn([name, ...words]: readonly string[]): Output | null {
  switch (name) {
    case 'true':
      return printed([])
    case 'false':
      return failed(1)
    case 'echo':
      return printed(lines(`${words.join(' ')}\n`))
    case 'printf':
      return printed(lines(formatted(words[0] === '--' ? words.slice(1) : words)))
    default:
      return null
  }
}

/** `\n`, `\t`, `\\` and `%s`, which takes the next word. */
function formatted([format = '', ...words]: readonly string[]): string {
  let next = 0
  return format.replaceAll(/\\([nt\\])|%([s%])/g, (_, escaped: string | undefined, kind: string | undefined) => {
    if (kind !== undefined) return kind === '%' ? '%' : (words[next++] ?? '')
    return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : '\\'
  })
}

const TOKEN =
  /[ \t]+|(&&|\|\||[;|\n]|2>&1|>&2|1>&2|2> ?\/dev\/null|1?> ?\/dev\/null|2?>>?|<)|((?:[^\s;|&<>'"\\]|'[^']*'|"(?:\\.|[^"\\])*"|\\.|&)+)/gs

function parts(script: string): Part[] {
  const found: Part[] = []
  for (const [, operator, word] of script.matchAll(TOKEN)) {
    if (operator !== undefined) found.push({ operator: operator.replace(/^1/, '').replace(' ', '') })
    else if (word !== undefined) found.push({ word: unquoted(word) })
  }
  return found
}

const unquoted = (word: string): string =>
  word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
    (_, single: string | undefined, double: string | undefined, escaped: string | undefined) =>
      single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  )
