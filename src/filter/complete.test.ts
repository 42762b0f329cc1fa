import fc from 'fast-check'
import { expect, test } from 'vitest'
import { complete } from './complete'
import { entries } from './of-rows'

/** The caret is where the ‸ stands. */
const after = (text: string, known?: Parameters<typeof complete>[2]) => {
  const caret = text.indexOf('‸')
  return complete(text.replace('‸', ''), caret, known)
}
const words = (...args: Parameters<typeof after>) => after(...args).options.map((it) => it.text)

test('fields, first those that begin so', () => {
  expect(words('tcp.p‸')).toEqual(['tcp.port'])
  expect(words('src‸').slice(0, 1)).toEqual(['ip.src'])
  expect(words('‸').length).toBeGreaterThan(40)
  expect(words('tcp && st‸')[0]).toBe('state')
})
test('only fields that the items have', () => {
  const { options } = complete('tcp.', 4, undefined, entries.has)
  expect(options.map((it) => it.text)).toEqual(['tcp.port', 'tcp.srcport', 'tcp.dstport'])
})
test('operators of the field, and what joins', () => {
  expect(words('state ‸')).toEqual(['==', '!=', 'contains', 'in', '&&', '||'])
  expect(words('tcp ‸')).toEqual(['&&', '||'])
})
test('values', () => {
  expect(words('state==EST‸')).toEqual(['ESTABLISHED'])
  expect(words('state==‸')).toContain('TIME_WAIT')
  expect(words('ip.src==‸', () => ['192.168.1.10'])).toEqual(['192.168.1.10'])
  expect(words('tcp.flags.syn==‸')).toEqual(['1', '0'])
  expect(words('state in {SYN_SENT, S‸')).toContain('SYN_RECV')
})
test('the word at the caret is replaced, also to its right', () => {
  expect(after('tcp && sta‸te==X')).toMatchObject({ from: 7, to: 12 })
})
test('nothing after an error', () => expect(words('tcp = ‸')).toEqual([]))
test('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), fc.nat(), (text, n) => {
      const caret = n % (text.length + 1)
      const { from, to } = complete(text, caret)
      expect(from).toBeLessThanOrEqual(caret)
      expect(to).toBeGreaterThanOrEqual(caret)
    }),
  )
})
