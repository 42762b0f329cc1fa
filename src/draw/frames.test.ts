import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TraceEvent } from '../model/trace'
import { framesOf } from './frames'

/** c a command, r a rule that matched, - one that did not, w a wire. */
const traceOf = (drawn: string): TraceEvent[] =>
  Array.from(drawn, (sign, n) => {
    const kind = { c: 'command', r: 'rule', '-': 'rule', w: 'wire' }[sign]
    return { n, t: n, kind, matched: sign === 'r' } as unknown as TraceEvent
  })

test('a frame for each event with something to see, and for both ends', () => {
  expect(framesOf(traceOf('c--r-w--'), 0, 8, 99)).toEqual({ places: [0, 1, 4, 6, 8], left: 0 })
})

test('a stretch begins where it is told to', () => {
  expect(framesOf(traceOf('c--r-w--'), 2, 5, 99).places).toEqual([2, 4, 5])
})

test('no more frames than allowed; the number of the others is told', () => {
  expect(framesOf(traceOf('wwwwwwww'), 0, 8, 3)).toEqual({ places: [0, 1, 2], left: 6 })
})

test('places grow, and stay within the trace, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[cr\-w]{0,40}$/), fc.integer(), fc.integer(), (drawn, from, to) => {
      const { places } = framesOf(traceOf(drawn), from, to, 20)
      expect(places.length).toBeGreaterThan(0)
      expect(
        places.every((place, i) => place >= 0 && place <= drawn.length && (i === 0 || place > places[i - 1])),
      ).toBe(true)
    }),
  )
})
