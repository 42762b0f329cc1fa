/**
 * A display filter in Wireshark's syntax → an expression. Recursive descent, a function per line of the grammar:
 *
 *     or    = and { ("||" | "or") and }
 *     and   = unary { ("&&" | "and") unary }
 *     unary = ("!" | "not") unary | "(" or ")" | test
 *     test  = field [ operator value | "contains" text | ["not"] "in" "{" range { "," range } "}" ]
 */
import { OPERATORS, type Expression, type Operator, type Range } from './expression'
import { FIELD_NAMES, fieldNamed, fieldOf, type FieldName } from './fields'
import { parsePrefix } from '../packet/address'
import { tokens, type Token } from './lexer'
import { nearest } from './nearest'
import { text } from './text'
import { readLiteral, readPrefix, wanted } from './values'

/** Beyond these a filter is no filter but an accident; they also bound the recursion. */
const LONGEST = 4000
const DEEPEST = 100

/** Where and why a text is no filter: a place in the text, what belongs there, and a sentence that says both. */
export interface FilterError {
  at: number
  length: number
  expected: string
  message: string
}

/** What may stand at the end of the text, for completion. */
export type Hope = { is: 'field' | 'join' | 'in' } | { is: 'operator' | 'value'; field: FieldName }

export type Parsed = ({ ok: true; expression: Expression } | ({ ok: false } & FilterError)) & { hopes: Hope[] }

class Refused extends Error {
  constructor(readonly error: FilterError) {
    super(error.message)
  }
}

const LETTERS: Readonly<Record<string, Operator>> = { eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=' }
const SIGNS = new Set<string>(OPERATORS)

/** What is filtered, where not every field can be: "entries", and which fields they have. */
export interface Items {
  what: string
  has(field: FieldName): boolean
}

/** Never throws. */
export function parse(source: string, items?: Items): Parsed {
  const hopes: Hope[] = []
  if (source.length > LONGEST) {
    const place = { at: LONGEST, length: source.length - LONGEST }
    const expected = text.shorter(LONGEST)
    return { ok: false, ...place, expected, message: text.found(LONGEST, expected, `${source.length}`), hopes }
  }
  try {
    return { ok: true, expression: new Parser(tokens(source), hopes, items).whole(), hopes }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.error, hopes }
    throw error
  }
}

class Parser {
  private next = 0
  private depth = 0

  constructor(
    private readonly all: readonly Token[],
    private readonly hopes: Hope[],
    private readonly items: Items | undefined,
  ) {}

  whole(): Expression {
    if (this.atEnd()) {
      this.hope({ is: 'field' })
      return { is: 'all' }
    }
    const e = this.or()
    if (!this.atEnd()) this.refuse(text.join)
    return e
  }

  private or(): Expression {
    return this.chain('or', '||', () => this.and())
  }
  private and(): Expression {
    return this.chain('and', '&&', () => this.unary())
  }
  private chain(is: 'and' | 'or', sign: string, part: () => Expression): Expression {
    const of = [part()]
    while (this.isSign(sign) || this.isWord(is)) {
      this.next++
      of.push(part())
    }
    if (is === 'or') this.hope({ is: 'join' })
    return of.length === 1 ? of[0] : { is, of }
  }

  private unary(): Expression {
    if (!this.isSign('!') && !this.isWord('not') && !this.isSign('(')) return this.test()
    if (++this.depth > DEEPEST) this.refuse(text.shallower(DEEPEST))
    const negates = !this.isSign('(')
    this.next++
    const of = negates ? this.unary() : this.or()
    if (!negates) this.sign(')', text.closing)
    this.depth--
    return negates ? { is: 'not', of } : of
  }

  private test(): Expression {
    const field = this.field()
    this.hope({ is: 'operator', field })
    const op = this.operator()
    if (op) return this.comparison(field, op)
    if (this.isWord('contains')) return this.contains(field)
    const not = this.isWord('not')
    if (!not && !this.isWord('in')) return { is: 'field', field }
    this.comparable(field)
    if (not) this.next++
    this.hope({ is: 'in' })
    if (!this.isWord('in')) this.refuse('in')
    this.next++
    return { is: 'in', field, not, set: this.set(field) }
  }

  private field(): FieldName {
    this.hope({ is: 'field' })
    const { token } = this
    const field = token.is === 'word' ? fieldNamed(token.text) : undefined
    if (field) {
      if (this.items && !this.items.has(field)) this.refuse(text.fieldOf(this.items.what))
      this.next++
      return field
    }
    if (token.is !== 'word') this.refuse(text.field)
    // What people write who think of one field only.
    if (parsePrefix(token.text)) this.refuse(text.fieldFirst(`ip.addr==${token.text}`))
    if (/^\d{1,5}$/.test(token.text)) this.refuse(text.fieldFirst(`tcp.port==${token.text}`))
    const near = nearest(token.text.toLowerCase(), FIELD_NAMES)
    return this.refuse(near === undefined ? text.field : text.fieldLike(near))
  }

  private operator(): Operator | undefined {
    const { token } = this
    if (token.is === 'sign' && SIGNS.has(token.text)) return token.text as Operator
    return token.is === 'word' && Object.hasOwn(LETTERS, token.text) ? LETTERS[token.text] : undefined
  }

  private comparison(field: FieldName, op: Operator): Expression {
    const { type } = fieldOf(field)
    this.comparable(field)
    if (type === 'word' && /[<>]/.test(op)) this.refuse(text.order)
    this.next++
    this.hope({ is: 'value', field })
    const { token } = this
    const other = token.is === 'word' && type !== 'word' ? fieldNamed(token.text) : undefined
    if (other && fieldOf(other).type === type) {
      this.next++
      return { is: 'fields', field, op, other }
    }
    if (type === 'address' && (op === '==' || op === '!=') && token.is === 'word' && token.text.includes('/')) {
      const prefix = parsePrefix(token.text) ?? this.refuse(text.prefix)
      this.next++
      return { is: 'prefix', field, op, prefix }
    }
    return { is: 'compare', field, op, value: this.literal(field) }
  }

  private contains(field: FieldName): Expression {
    if (fieldOf(field).type !== 'word') this.refuse(text.contains)
    this.next++
    this.hope({ is: 'value', field })
    const { token } = this
    if (token.is !== 'word' && token.is !== 'string') this.refuse(text.word)
    this.next++
    return { is: 'contains', field, text: token.text }
  }

  private set(field: FieldName): Range[] {
    this.sign('{', text.set)
    const set: Range[] = []
    do {
      this.hope({ is: 'value', field })
      set.push(this.range(field))
      // Commas may be left out, as they once were in Wireshark.
    } while (this.skip(',') || this.token.is === 'word' || this.token.is === 'string')
    this.sign('}', text.setNext)
    return set
  }

  private range(field: FieldName): Range {
    const { token } = this
    if (fieldOf(field).type === 'address' && token.is === 'word' && token.text.includes('/')) {
      this.next++
      return readPrefix(token.text) ?? this.refuse(text.prefix, token)
    }
    const from = this.literal(field)
    if (fieldOf(field).type === 'word' || !this.skip('..')) return { from, to: from }
    return { from, to: this.literal(field) }
  }

  private literal(field: FieldName): number | string {
    const { token } = this
    const value = token.is === 'word' || token.is === 'string' ? readLiteral(field, token.text) : null
    if (value === null) return this.refuse(wanted(field))
    this.next++
    return value
  }

  private comparable(field: FieldName): void {
    if (fieldOf(field).type === 'protocol') this.refuse(text.alone(field))
  }

  private get token(): Token {
    return this.all[this.next]
  }
  private atEnd(): boolean {
    return this.token.is === 'end'
  }
  private isSign(sign: string): boolean {
    return this.token.is === 'sign' && this.token.text === sign
  }
  private isWord(word: string): boolean {
    return this.token.is === 'word' && this.token.text === word
  }
  private skip(sign: string): boolean {
    const is = this.isSign(sign)
    if (is) this.next++
    return is
  }
  private sign(sign: string, expected: string): void {
    if (!this.skip(sign)) this.refuse(expected)
  }
  private hope(hope: Hope): void {
    if (this.atEnd()) this.hopes.push(hope)
  }

  private refuse(expected: string, { is, text: found, at, length } = this.token): never {
    const what = is === 'wrong' ? (found === '"' ? text.string : text.sign(found)) : expected
    const seen = is === 'end' ? text.end : is === 'wrong' && found === '"' ? text.end : `"${found}"`
    throw new Refused({ at, length, expected: what, message: text.found(at, what, seen) })
  }
}
