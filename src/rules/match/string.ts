/** `-m string`: bytes that are somewhere in the packet, its headers included. */
import { bang, Refused, words, Wrong, type Extension, type Option } from '../grammar'
import { integer } from '../values'

export interface StringMatch {
  kind: 'string'
  pattern: number[]
  algo: string
  /** The pattern lies wholly in these bytes of the packet, counted from its first; `to` is not among them. */
  from: number
  to: number
  /** Upper and lower case are one. */
  icase: boolean
  not: boolean
}

const LONGEST = 128
const END = 0xffff

/** UTF-8, one character for each byte. */
const utf8 = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
const bytes = (text: string): number[] => Array.from(utf8(text), (c) => c.charCodeAt(0))

/** "GET |0d 0a|": what stands between bars is hexadecimal; a backslash takes the next character as it is. */
function readHex(typed: string): number[] {
  const text = utf8(typed)
  const out: number[] = []
  let hex = false
  for (let at = 0; at < text.length;) {
    if (text[at] === '|') {
      hex = !hex
      if (hex) while (text[at + 1] === ' ') at++
      if (++at >= text.length) break
    }
    if (hex) {
      if (text[at] === '\\') throw new Wrong('Cannot include literals in hex data', 'hex digits between the bars')
      if (at + 1 >= text.length) throw new Wrong('Odd number of hex digits', 'two hex digits for each byte')
      if (at + 2 >= text.length) throw new Wrong('Invalid hex block', 'a bar after the last byte')
      const pair = text.slice(at, at + 2)
      const [wrong] = /[^\da-f]/i.exec(pair) ?? []
      if (wrong) throw new Wrong(`Invalid hex char '${wrong}'`, 'two hex digits for each byte')
      out.push(parseInt(pair, 16))
      at += text[at + 2] === ' ' ? 3 : 2
      continue
    }
    if (text[at] === '\\' && ++at >= text.length)
      throw new Wrong('Bad literal placement at end of string', 'a character after the backslash')
    out.push(text.charCodeAt(at++))
  }
  return out
}

const pattern = (name: string, other: string, convert: (text: string) => number[]): Option<StringMatch> => ({
  names: [name],
  not: true,
  excludes: [other],
  expected: 'a text, in double quotes if it has blanks',
  read(m, r) {
    m.pattern = convert(r.args[0])
    m.not = r.not
    if (m.pattern.length > LONGEST) throw new Wrong(`STRING too long "${r.args[0]}"`, `at most ${LONGEST} bytes`)
    if (m.pattern.length === 0 && name !== 'string')
      throw new Wrong('STRING must contain at least one char', 'at least one byte')
  },
})
const place = (name: 'from' | 'to'): Option<StringMatch> => ({
  names: [name],
  read: (m, r) => void (m[name] = integer(r, 0, END)),
})

const printable = (m: StringMatch): boolean => m.pattern.every((b) => b >= 0x20 && b < 0x7f)

/** In quotes, or as hexadecimal when not all of it can be printed. */
const patternText = (m: StringMatch): string =>
  printable(m)
    ? `"${String.fromCharCode(...m.pattern).replace(/["\\]/g, '\\$&')}"`
    : `"|${m.pattern.map((b) => b.toString(16).padStart(2, '0')).join('')}|"`

export const string: Extension<StringMatch> = {
  kind: 'string',
  name: 'string',
  begin: () => ({ kind: 'string', pattern: [], algo: '', from: 0, to: END, icase: false, not: false }),
  options: [
    place('from'),
    place('to'),
    { names: ['algo'], must: true, expected: 'bm or kmp', read: (m, r) => void (m.algo = r.args[0]) },
    pattern('string', 'hex-string', bytes),
    pattern('hex-string', 'string', readHex),
    { names: ['icase'], takes: 0, read: (m) => void (m.icase = true) },
  ],
  finish(m, seen) {
    if (!seen.has('string') && !seen.has('hex-string'))
      throw new Wrong("STRING match: You must specify `--string' or `--hex-string'", '--string or --hex-string')
    if (!seen.has('algo')) return
    if (m.pattern.length === 0) throw new Refused('at least one byte to look for')
    if (m.from > m.to || m.algo === 'fsm') throw new Refused('--algo bm or kmp, and --from not above --to')
    if (m.algo !== 'bm' && m.algo !== 'kmp') throw new Refused('--algo bm or kmp', null, 'No such file or directory')
  },
  print: (m) =>
    words(
      `${bang(m.not)}--${printable(m) ? '' : 'hex-'}string ${patternText(m)} --algo ${m.algo}`,
      m.from && `--from ${m.from}`,
      m.to !== END && `--to ${m.to}`,
      m.icase && '--icase',
    ),
  list: (m) =>
    words(
      `STRING match ${m.not ? '!' : ''} ${patternText(m)} ALGO name ${m.algo}`,
      m.from && `FROM ${m.from}`,
      m.to !== END && `TO ${m.to}`,
      m.icase && 'ICASE',
    ),
}
