/** Text → tokens with their places. Values stay text: what `443` or `10.0.0.0/8` means, its field decides. */

export type Token =
  /** A field, a value or an operator in letters. */
  | { is: 'word'; text: string; at: number; length: number }
  /** `text` without quotes and escapes. */
  | { is: 'string'; text: string; at: number; length: number }
  /** An operator or a bracket. */
  | { is: 'sign'; text: string; at: number; length: number }
  /** What no token begins with; for a quote, that it is never closed. */
  | { is: 'wrong'; text: string; at: number; length: number }
  | { is: 'end'; text: ''; at: number; length: 0 }

const SPACE = /\s*/y
const SIGN = /===|!==|==|!=|<=|>=|&&|\|\||\.\.|[<>!(){},]/y
/** Names, numbers, addresses, prefixes, `no-route`; two dots end it, for `8000..8080`. */
const WORD = /(?:[\w/:-]|\.(?!\.))+/y
const STRING = /"(?:[^"\\]|\\.)*"/sy

/** Ends with one `end`. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  for (;;) {
    at += take(SPACE)?.length ?? 0
    if (at >= text.length) return [...found, { is: 'end', text: '', at: text.length, length: 0 }]
    const word = take(WORD)
    const sign = word === undefined ? take(SIGN) : undefined
    const string = take(STRING)
    if (word !== undefined) found.push({ is: 'word', text: word, at, length: word.length })
    else if (sign !== undefined) found.push({ is: 'sign', text: sign, at, length: sign.length })
    else if (string !== undefined)
      found.push({ is: 'string', text: string.slice(1, -1).replace(/\\(.)/gs, '$1'), at, length: string.length })
    else if (text[at] === '"') found.push({ is: 'wrong', text: '"', at, length: text.length - at })
    else found.push({ is: 'wrong', text: String.fromCodePoint(text.codePointAt(at) ?? 0), at, length: 1 })
    at += found[found.length - 1].length
  }
}
