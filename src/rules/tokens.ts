/** Words of a line, as `iptables-restore` splits them: blanks part, double quotes hold together, a backslash in quotes escapes. */

export interface Token {
  /** Without its quotes and escapes. */
  text: string
  /** From 1. */
  column: number
  /** As it stands in the line, quotes and all. */
  length: number
}

/** A word without quotes, as nearly all are. */
const PLAIN = /[^ \t"]+(?![^ \t])/y

export function tokenize(line: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < line.length) {
    if (line[at] === ' ' || line[at] === '\t') {
      at++
      continue
    }
    const start = at
    PLAIN.lastIndex = at
    if (PLAIN.test(line)) {
      at = PLAIN.lastIndex
      tokens.push({ text: line.slice(start, at), column: start + 1, length: at - start })
      continue
    }
    let text = ''
    let quoted = false
    for (; at < line.length && (quoted || (line[at] !== ' ' && line[at] !== '\t')); at++) {
      const c = line[at]
      if (c === '"') quoted = !quoted
      else if (quoted && c === '\\' && at + 1 < line.length) text += line[++at]
      else text += c
    }
    tokens.push({ text, column: start + 1, length: at - start })
  }
  return tokens
}

/** Bare where iptables leaves a word bare (letters, digits, `_` and `-`), otherwise in quotes with `" ' \` escaped. */
export const quote = (text: string): string =>
  /^[\w-]+$/.test(text) ? text : `"${text.replace(/["'\\]/g, (c) => `\\${c}`)}"`
