/** `-m u32`: numbers of four bytes anywhere in the packet, each found, shifted, masked and compared. */
import { bang, Refused, Wrong, type Extension } from '../grammar'
import { parseInteger } from '../integer'
import { hex, type Range } from '../values'

export type U32Operator = '&' | '<<' | '>>' | '@'

export interface U32Test {
  /** Where the number is, from the packet's first byte. */
  at: number
  /** What is done to it, in order; `@` takes it as the place of the next one. */
  steps: { op: U32Operator; by: number }[]
  /** It fits if it is in one of them. One that is the wrong way round is empty. */
  values: Range[]
}

export interface U32Match {
  kind: 'u32'
  /** All have to hold. */
  tests: U32Test[]
  not: boolean
}

/** `U32MAXSIZE`: of tests, of numbers in a location, of ranges. */
const MOST = 10
const EXPECTED = 'tests such as "6&0xFF=17 && 0>>22&0x3C@0>>16=53"'

/** Walks a text; its complaints name the character, from 0. */
class Reader {
  private at = 0

  constructor(private readonly text: string) {}

  read(): U32Test[] {
    const tests = [this.test()]
    while (!this.end()) {
      this.double('&')
      if (tests.length > MOST) this.fail('too many "&&"s', -1)
      tests.push(this.test())
    }
    if (tests.length > MOST) this.fail('too many "&&"s')
    return tests
  }

  private test(): U32Test {
    if (this.next() === '=') this.fail('location spec missing')
    const test: U32Test = { at: this.end() ? this.abrupt() : this.number(), steps: [], values: [] }
    while (this.next() !== '=') {
      if (this.end()) this.abrupt()
      test.steps.push({ op: this.operator(), by: this.number() })
      if (test.steps.length >= MOST) this.fail('too many operators')
    }
    this.at++
    if (this.next() === '') throw new Wrong('u32: test ended with no value specified', EXPECTED)
    for (;;) {
      const from = this.number()
      test.values.push({ from, to: this.next() === ':' ? this.pass().number() : from })
      if (test.values.length > MOST) this.fail('too many ","s')
      if (this.next() === '' || this.next() === '&') return test
      if (this.next() !== ',') this.fail('expected "," or "&&"')
      this.at++
    }
  }

  private operator(): U32Operator {
    const c = this.text[this.at]
    if (c === '<' || c === '>') {
      this.double(c)
      return `${c}${c}` as U32Operator
    }
    if (c !== '&' && c !== '@') this.fail('operator expected')
    this.at++
    return c
  }

  private double(c: string): void {
    this.at++
    if (this.text[this.at] !== c) this.fail(`a second '${c}' was expected`)
    this.at++
  }

  private number(): number {
    const rest = this.text.slice(this.at)
    const [all, digits = ''] = /^\s*(0x[\da-f]+|\d+)/i.exec(rest) ?? ['']
    const n = parseInteger(digits)
    if (n === null || n > 0xffffffff) this.fail('not a number or out of range')
    this.at += all.length
    return n
  }

  private pass(): this {
    this.at++
    return this
  }

  /** The character that comes, blanks passed over; "" at the end. */
  private next(): string {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
    return this.text[this.at] ?? ''
  }

  private end = (): boolean => this.at >= this.text.length

  private abrupt(): never {
    throw new Wrong('u32: abrupt end of input after location specifier', EXPECTED)
  }

  private fail(why: string, off = 0): never {
    throw new Wrong(`u32: at char ${this.at + off}: ${why}`, EXPECTED)
  }
}

const span = ({ from, to }: Range): string => hex(from) + (from === to ? '' : `:${hex(to)}`)

const text = (m: U32Match): string =>
  `"${m.tests
    .map(
      ({ at, steps, values }) =>
        `${hex(at)}${steps.map((s) => s.op + hex(s.by)).join('')}=${values.map(span).join(',')}`,
    )
    .join('&&')}"`

export const u32: Extension<U32Match> = {
  kind: 'u32',
  name: 'u32',
  begin: () => ({ kind: 'u32', tests: [], not: false }),
  options: [
    {
      names: ['u32'],
      not: true,
      must: true,
      expected: EXPECTED,
      read: (m, r) => void Object.assign(m, { tests: new Reader(r.args[0]).read(), not: r.not }),
    },
  ],
  finish(m) {
    const steps = m.tests.flatMap((test) => test.steps)
    if (steps.some(({ op, by }) => op.length === 2 && by > 31)) throw new Refused('shifts by at most 31')
  },
  print: (m) => `${bang(m.not)}--u32 ${text(m)}`,
  list: (m) => `u32 ${bang(m.not)}${text(m)}`,
}
