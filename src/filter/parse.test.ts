import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OPERATORS, print, type Expression, type Literal } from './expression'
import { FIELD_NAMES, fieldOf, type FieldName } from './fields'
import { parseFilter } from './filter'
import { entries } from './of-rows'
import { parse } from './parse'

test('what no entry has is no field of theirs', () => {
  expect(parseFilter('tcp && kind==drop', entries)).toMatchObject({
    at: 7,
    message: 'Column 8: expected a field that entries have, found "kind".',
  })
  expect(parseFilter('state==ESTABLISHED && orig.src==10.0.0.1', entries).ok).toBe(true)
})

const read = (text: string) => {
  const filter = parse(text)
  return filter.ok ? print(filter.expression) : filter.message
}

test.each([
  ['', ''],
  ['tcp', 'tcp'],
  ['tcp.port==443', 'tcp.port == 443'],
  ['tcp.port eq 0x1bb', 'tcp.port == 443'],
  ['ip.src==192.168.1.0/24 && tcp', 'ip.src == 192.168.1.0/24 && tcp'],
  ['tcp.port in {80, 443, 8000..8080}', 'tcp.port in {80, 443, 8000..8080}'],
  ['tcp.port in {80 443}', 'tcp.port in {80, 443}'],
  ['ip.addr not in {10.0.0.0/30}', 'ip.addr not in {10.0.0.0..10.0.0.3}'],
  ['conntrack.state==established', 'state == ESTABLISHED'],
  ['not tcp and udp or icmp', '(!tcp && udp) || icmp'],
  ['!tcp.port==80', '!(tcp.port == 80)'],
  ['!(tcp||udp)', '!(tcp || udp)'],
  ['orig.src==reply.dst', 'orig.src == reply.dst'],
  ['ip.proto==tcp', 'ip.proto == 6'],
  ['chain contains "DOCK\\"ER"', 'chain contains "DOCK\\"ER"'],
  ['reason==no-route', 'reason == no-route'],
])('%s', (text, same) => expect(read(text)).toBe(same))

test.each([
  ['tcp.prot==80', 'Column 1: expected a field such as tcp.port, found "tcp.prot".'],
  ['192.168.1.10', 'Column 1: expected a field first, as ip.addr==192.168.1.10, found "192.168.1.10".'],
  ['443', 'Column 1: expected a field first, as tcp.port==443, found "443".'],
  ['TCP', 'Column 1: expected a field such as tcp, found "TCP".'],
  ['tcp.port==http', 'Column 11: expected a number from 0 to 65535, found "http".'],
  ['tcp.port==70000', 'Column 11: expected a number from 0 to 65535, found "70000".'],
  ['ip.src==192.168.1', 'Column 9: expected an address, as 192.168.1.10, found "192.168.1".'],
  ['ip.src==10.0.0.0/33', 'Column 9: expected an address or a prefix, as 192.168.1.0/24, found "10.0.0.0/33".'],
  ['tcp.port=80', 'Column 9: expected ==, found "=".'],
  ['tcp & udp', 'Column 5: expected &&, found "&".'],
  ['tcp &&', 'Column 7: expected a field, found the end.'],
  ['(tcp', 'Column 5: expected ), found the end.'],
  ['tcp udp', 'Column 5: expected &&, || or the end, found "udp".'],
  ['tcp==1', 'Column 4: expected &&, || or the end, as tcp stands alone, found "==".'],
  ['tcp.port in 80', 'Column 13: expected {, found "80".'],
  ['tcp.port in {80', 'Column 16: expected , or }, found the end.'],
  ['ctstate==OPEN', 'Column 10: expected one of NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED, found "OPEN".'],
  ['chain=="x', 'Column 8: expected a closing ", found the end.'],
])('%s is refused with a place and what belongs there', (text, message) => expect(read(text)).toBe(message))

test('an error names its place', () => {
  expect(parseFilter('tcp && tcp.prot==80')).toMatchObject({
    ok: false,
    at: 7,
    length: 8,
    expected: expect.any(String),
  })
})

test('too deep and too long are refused, too', () => {
  expect(parse('('.repeat(3000)).ok).toBe(false)
  expect(parse('!'.repeat(3000) + 'tcp').ok).toBe(false)
  expect(parse('tcp && '.repeat(3000)).ok).toBe(false)
})

const literal = (name: FieldName): fc.Arbitrary<Literal> => {
  const field = fieldOf(name)
  switch (field.type) {
    case 'number':
      return fc.integer({ min: 0, max: Math.min(field.max, 0xffffffff) })
    case 'address':
      return fc.integer({ min: 0, max: 0xffffffff })
    case 'bool':
      return fc.constantFrom(0, 1)
    default:
      return field.type === 'word' && field.values ? fc.constantFrom(...field.values) : fc.string({ minLength: 1 })
  }
}
const comparable = FIELD_NAMES.filter((name) => fieldOf(name).type !== 'protocol')
const compare: fc.Arbitrary<Expression> = fc
  .record({ field: fc.constantFrom(...comparable), op: fc.constantFrom(...OPERATORS) })
  .filter(({ field, op }) => fieldOf(field).type !== 'word' || !/[<>]/.test(op))
  .chain(({ field, op }) => literal(field).map((value): Expression => ({ is: 'compare', field, op, value })))
const within: fc.Arbitrary<Expression> = fc
  .record({ field: fc.constantFrom(...comparable), not: fc.boolean() })
  .chain(({ field, not }) =>
    fc.array(fc.tuple(literal(field), literal(field)), { minLength: 1, maxLength: 3 }).map((pairs): Expression => {
      const set = pairs.map(([from, to]) => ({ from, to: fieldOf(field).type === 'word' ? from : to }))
      return { is: 'in', field, not, set }
    }),
  )
const prefix: fc.Arbitrary<Expression> = fc
  .record({ address: fc.integer({ min: 0, max: 0xffffffff }), bits: fc.integer({ min: 0, max: 32 }) })
  .map((value): Expression => ({ is: 'prefix', field: 'ip.addr', op: '==', prefix: value }))
const bare = fc.constantFrom(...FIELD_NAMES).map((field): Expression => ({ is: 'field', field }))
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    bare,
    compare,
    within,
    prefix,
    tie('tree').map((of): Expression => ({ is: 'not', of })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
      .map(([is, of]): Expression => ({ is, of })),
  ),
}))

describe('whatever it is', () => {
  test('an expression is what its text parses to', () => {
    fc.assert(
      fc.property(tree, (expression) => {
        const text = print(expression)
        fc.pre(text.length <= 4000)
        expect(parse(text)).toMatchObject({ ok: true, expression })
      }),
    )
  })

  const scraps = fc.constantFrom(
    ...FIELD_NAMES,
    '==',
    '!',
    '(',
    ')',
    '{',
    '}',
    '..',
    ',',
    '"',
    '&&',
    '||',
    'in',
    '80',
    '→',
    '𝒳',
    '\ud800',
  )
  test('a text never throws, and an error lies within it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary-ascii' }),
          fc.array(scraps).map((all) => all.join(' ')),
        ),
        (text) => {
          const filter = parseFilter(text)
          if (filter.ok) return
          expect(filter.at).toBeGreaterThanOrEqual(0)
          expect(filter.at + filter.length).toBeLessThanOrEqual(text.length)
          expect(filter.message).toContain(filter.expected)
        },
      ),
    )
  })
})
