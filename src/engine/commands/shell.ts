/**
 * `sh -c`: as much of a shell as commands on a node need. Words with quotes, `;` `&&` `||` `&` and line ends between commands,
 * `|`, outputs into one another and into files, texts behind `<<`, `$?`, `$!`, `$(...)`, variables, `for` with its words, `echo`, `printf`, `seq`, `wait`, `true` and `false`. No globs, no ( ), no
 * other loops, no `if`.
 */
import type { Micros } from '../../model/time'
import type { Machine } from '../machine'
import type { Desk } from './desk'
import { asText, failed, printed, type Output } from './output'
import { procFile, writeProc } from './proc'
import { isRunning, played, type Emit, type Running, type Stop, type Way } from './running'
import { parts, unquoted, type Part, type Redirection } from './shell-words'

export interface Surroundings {
  readonly machine: Machine
  readonly desk: Desk
  /** The shell's own. */
  readonly vars: Map<string, string>
  run(argv: readonly string[], stdin: string): Output | Running
  /** Lets the world's time go by. */
  pass(time: Micros): void
}

export function shell(script: string, around: Surroundings): Output {
  const out: Output = { stdout: [], stderr: [], code: 0 }
  let skip = false
  let pipeline: Part[][] = [[]]
  for (const part of [...parts(unrolled(script, around)), { operator: ';' }]) {
    if (!('operator' in part)) pipeline.at(-1)?.push(part)
    else if (part.operator === '|') pipeline.push([])
    else {
      if (!skip && pipeline[0].length > 0) {
        const begun = piped(pipeline, around, out.code)
        if (part.operator === '&') behind(begun, around, out)
        else {
          const { stdout, stderr, code } = played(begun, around.pass)
          out.stdout.push(...stdout)
          out.stderr.push(...stderr)
          out.code = code
        }
      }
      skip = part.operator === '&&' ? out.code !== 0 : part.operator === '||' ? out.code === 0 : false
      pipeline = [[]]
    }
  }
  return out
}

const LOOP =
  /(?<=^\s*|[;\n&|]\s*|\bdo\s+)for\s+(\w+)\s+in\s+([^;\n]*)[;\n]\s*do\s+((?:(?!\bfor\s)[\s\S])*?)[;\n]\s*done\b/

/** Each `for` written out, the innermost first. */
function unrolled(script: string, around: Surroundings): string {
  const found = LOOP.exec(script)
  if (!found) return script
  const [whole, name, list, body] = found
  const words = parts(list).flatMap((part) => ('word' in part ? expanded(part.word, around, 0) : []))
  // After another variable empty quotes keep the two apart.
  const place = new RegExp(`(\\$\\w+)?\\$(?:${name}\\b|\\{${name}\\})`, 'g')
  const round = (word: string): string =>
    body.replaceAll(place, (_, before?: string) => (before === undefined ? word : `${before}""${word}`))
  const rounds = words.map(round)
  return unrolled(
    script.replace(whole, () => rounds.join('; ') || ':'),
    around,
  )
}

/** Goes on beside what follows. What it prints to no file is lost once this shell is through. */
function behind(begun: Output | Running, { desk, machine }: Surroundings, out: Output): void {
  out.code = 0
  if (isRunning(begun)) return desk.begin(machine, begun, (way, line) => void out[way].push(line))
  out.stdout.push(...begun.stdout)
  out.stderr.push(...begun.stderr)
}

/** The first may go on: what stands behind it reads when it ends, as programs hold back what they read from a pipe. */
function piped([first, ...rest]: readonly Part[][], around: Surroundings, last: number): Output | Running {
  const begun = simple(first, '', around, last)
  if (rest.length === 0) return begun
  if (!isRunning(begun)) return through(begun, rest, around, last)
  return {
    ...begun,
    holds: [first, ...rest].some((command) => holds(command, 'stderr')) || holds(rest.at(-1) ?? first, 'stdout'),
    start(emit) {
      const read: string[] = []
      const stop = begun.start((way, line) => void (way === 'stdout' ? read.push(line) : emit(way, line)))
      return (by) => {
        const { stdout, stderr, code } = through({ stdout: read, stderr: [], code: stop(by) }, rest, around, last)
        tell({ stdout, stderr, code }, emit)
        return code
      }
    },
  }
}

function through(begun: Output, rest: readonly Part[][], around: Surroundings, last: number): Output {
  let result = begun
  const stderr = [...begun.stderr]
  for (const command of rest) {
    result = played(simple(command, asText(result.stdout), around, last), around.pass)
    stderr.push(...result.stderr)
  }
  return { ...result, stderr }
}

const lines = (from: string): string[] => (from === '' ? [] : from.replace(/\n$/, '').split('\n'))

/** A program's errors are not held back as its output is, when that goes into a pipe: they come first. */
function tell({ stdout, stderr }: Output, emit: Emit): void {
  for (const line of stderr) emit('stderr', line)
  for (const line of stdout) emit('stdout', line)
}

/** One command with its redirections. */
function simple(command: readonly Part[], piped: string, around: Surroundings, last: number): Output | Running {
  const { desk, machine } = around
  const redirections = command.flatMap((part) => ('redirection' in part ? [part.redirection] : []))
  let stdin = piped
  for (const { what, to } of redirections) {
    if (what !== '<' || typeof to === 'string') continue
    if ('text' in to) {
      stdin = to.text
      continue
    }
    const file = to.file === '/dev/null' ? [] : (desk.files.get(to.file) ?? procFile(machine, to.file))
    if (!file) return failed(2, `sh: 1: cannot open ${to.file}: No such file`)
    stdin = asText(file)
  }
  const way = directed(redirections, around)
  for (const [name, value] of assigned(command)) around.vars.set(name, expanded(value, around, last).join(' '))
  const argv =
    assigned(command).length > 0
      ? []
      : command.flatMap((part) => ('word' in part ? expanded(part.word, around, last) : []))
  const begun = builtIn(argv, around) ?? (argv.length > 0 ? around.run(argv, stdin) : printed([]))
  if (isRunning(begun)) return { ...begun, start: (emit): Stop => begun.start((from, line) => way[from](line, emit)) }
  const out = printed([])
  tell(begun, (from, line) => way[from](line, (to, told) => void out[to].push(told)))
  return { ...out, code: begun.code }
}

/** A command that is `NAME=value` and no more. */
function assigned(command: readonly Part[]): [name: string, value: string][] {
  const found = command.map((part) => ('word' in part ? /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(part.word) : null))
  return found.every((each) => each !== null) ? found.map(([, name, value]) => [name, value]) : []
}

/** Whether one of a command's outputs was left to be the shell's; one that goes into the other goes where that goes. */
const holds = (command: readonly Part[], way: Way): boolean =>
  !command.some(
    (part) =>
      'redirection' in part &&
      part.redirection.what !== '<' &&
      (part.redirection.of === way || part.redirection.of === 'both'),
  )

type Sink = (line: string, emit: Emit) => void

/** Where each output goes, once the redirections were followed from left to right. */
function directed(redirections: readonly Redirection[], { desk: { files }, machine }: Surroundings): Record<Way, Sink> {
  const way: Record<Way, Sink> = {
    stdout: (line, emit) => emit('stdout', line),
    stderr: (line, emit) => emit('stderr', line),
  }
  for (const { what, of, to } of redirections) {
    if (what === '<' || (typeof to === 'object' && 'text' in to)) continue
    const sink = typeof to === 'string' ? way[to] : intoFile(to.file, what === '>>')
    if (of !== 'stderr') way.stdout = sink
    if (of !== 'stdout') way.stderr = sink
  }
  return way

  function intoFile(path: string, onwards: boolean): Sink {
    if (path === '/dev/null') return () => {}
    if (path.startsWith('/proc/'))
      return (line, emit) => {
        if (!writeProc(machine, path, line)) emit('stderr', 'sh: 1: echo: echo: I/O error')
      }
    const file = (onwards && files.get(path)) || []
    files.set(path, file)
    return (line) => void file.push(line)
  }
}

/** A word that stands for what a command prints, or for a variable, becomes as many words as that has. */
function expanded(word: string, around: Surroundings, last: number): string[] {
  const alone = /^\$\(([^()]*)\)$/.exec(word)
  const printedBy = (script: string) => shell(script, around).stdout.join('\n')
  const variable = /^\$(?:(\w+)|\{(\w+)\})$/.exec(word)
  if (variable) return (around.vars.get(variable[1] ?? variable[2]) ?? '').split(/\s+/).filter(Boolean)
  if (alone) return printedBy(alone[1]).split(/\s+/).filter(Boolean)
  if (/^'[^']*'$/.test(word)) return [word.slice(1, -1)]
  return [
    unquoted(word)
      .replaceAll(/\$\(([^()]*)\)/g, (_, script: string) => printedBy(script))
      .replaceAll(
        /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g,
        (_, bare?: string, braced?: string) => around.vars.get(bare ?? braced ?? '') ?? '',
      )
      .replaceAll('$?', String(last))
      .replaceAll('$!', String(around.desk.lastPid)),
  ]
}

function builtIn([name, ...words]: readonly string[], { desk, machine }: Surroundings): Output | Running | null {
  switch (name) {
    case 'true':
    case ':':
      return printed([])
    case 'false':
      return failed(1)
    case 'echo':
      return printed(lines(`${words.join(' ')}\n`))
    case 'seq': {
      const [from, to] = words.length > 1 ? words.map(Number) : [1, Number(words[0])]
      return printed(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i)))
    }
    case 'printf':
      return printed(lines(formatted(words[0] === '--' ? words.slice(1) : words)))
    case 'wait':
      return { names: ['wait'], lasts: Math.max(0, desk.lastEnd - machine.now()), start: () => () => 0 }
    default:
      return null
  }
}

/** `\n`, `\t`, `\\` and `%s`, which takes the next word; the format comes again for what words are left. */
function formatted([format = '', ...words]: readonly string[]): string {
  const left = [...words]
  const once = (): string =>
    format.replaceAll(/\\([nt\\])|%([s%])/g, (_, escaped: string | undefined, kind: string | undefined) => {
      if (kind !== undefined) return kind === '%' ? '%' : (left.shift() ?? '')
      return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : '\\'
    })
  let said = once()
  while (left.length > 0 && left.length < words.length) said += once()
  return said
}
