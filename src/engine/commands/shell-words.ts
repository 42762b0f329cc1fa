/** A script as `sh` cuts it up. */

/** Where an output goes, or an input comes from. */
export interface Redirection {
  /** `2>&1` and `>&2` name an output; everything else a file. */
  what: '<' | '>' | '>>'
  of: 'stdout' | 'stderr' | 'both'
  to: { file: string } | 'stdout' | 'stderr'
}

export type Part = { word: string } | { operator: string } | { redirection: Redirection }

const WORD = String.raw`(?:\$\([^()]*\)|[^\s;|&<>'"\\]|'[^']*'|"(?:\\.|[^"\\])*"|\\.)+`
const TOKEN = new RegExp(
  String.raw`[ \t]+|\\\n|(?<operator>&&|\|\||[;|\n]|&(?!>))|(?<number>[12&])?(?<arrow>>>?|<)(?:&(?<copy>[12])|[ \t]*(?<file>${WORD}))|(?<word>${WORD})|.`,
  'gsy',
)

export function parts(script: string): Part[] {
  const found: Part[] = []
  for (const { groups } of script.matchAll(TOKEN)) {
    const { operator, number, arrow, copy, file, word } = groups!
    if (operator !== undefined) found.push({ operator })
    else if (word !== undefined) found.push({ word })
    else if (arrow !== undefined) {
      const to = copy === undefined ? { file: unquoted(file) } : copy === '1' ? 'stdout' : 'stderr'
      const of = number === '&' ? 'both' : number === '2' ? 'stderr' : 'stdout'
      found.push({ redirection: { what: arrow as Redirection['what'], of, to } })
    }
  }
  return found
}

export const unquoted = (word: string): string =>
  word.replaceAll(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
    (_, single: string | undefined, double: string | undefined, escaped: string | undefined) =>
      single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  )
