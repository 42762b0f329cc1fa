/** A script as `sh` cuts it up. */

/** Where an output goes, or an input comes from. */
export interface Redirection {
  /** `2>&1` and `>&2` name an output, `<<` a text that stands below; everything else a file. */
  what: '<' | '>' | '>>'
  of: 'stdout' | 'stderr' | 'both'
  to: { file: string } | { text: string } | 'stdout' | 'stderr'
}

export type Part = { word: string } | { operator: string } | { redirection: Redirection }

const WORD = String.raw`(?:\$\([^()]*\)|[^\s;|&<>'"\\]|'[^']*'|"(?:\\.|[^"\\])*"|\\.)+`
const TOKEN = new RegExp(
  String.raw`[ \t]+|\\\n|(?<operator>&&|\|\||[;|\n]|&(?!>))|(?<number>[12&])?(?<arrow>>>?|<)(?<here><-?)?(?:&(?<copy>[12])|[ \t]*(?<file>${WORD}))|(?<word>${WORD})|.`,
  'gsy',
)

export function parts(script: string): Part[] {
  const found: Part[] = []
  const awaited: { to: { text: string }; here: string; end: string }[] = []
  for (let at = 0; at < script.length;) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(script)
    if (!token) break
    at += token[0].length
    const { operator, number, arrow, here, copy, file, word } = token.groups!
    if (operator !== undefined) found.push({ operator })
    else if (word !== undefined) found.push({ word })
    else if (here !== undefined) {
      const to = { text: '' }
      awaited.push({ to, here, end: unquoted(file) })
      found.push({ redirection: { what: '<', of: 'stdout', to } })
    } else if (arrow !== undefined) {
      const to = copy === undefined ? { file: unquoted(file) } : copy === '1' ? 'stdout' : 'stderr'
      const of = number === '&' ? 'both' : number === '2' ? 'stderr' : 'stdout'
      found.push({ redirection: { what: arrow as Redirection['what'], of, to } })
    }
    if (operator === '\n') for (const text of awaited.splice(0)) at = below(script, at, text)
  }
  return found
}

/** The lines up to one that is the word behind `<<`; where the script goes on. `<<-` takes tabs off their beginnings. */
function below(
  script: string,
  from: number,
  { to, here, end }: { to: { text: string }; here: string; end: string },
): number {
  for (let at = from; at < script.length;) {
    const stop = (script.indexOf('\n', at) + 1 || script.length + 1) - 1
    const line = here === '<-' ? script.slice(at, stop).replace(/^\t+/, '') : script.slice(at, stop)
    at = stop + 1
    if (line === end) return at
    to.text += `${line}\n`
  }
  return script.length
}

export const unquoted = (word: string): string =>
  word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
    (_, single: string | undefined, double: string | undefined, escaped: string | undefined) =>
      single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  )
