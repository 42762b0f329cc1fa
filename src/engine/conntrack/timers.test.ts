import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Timers } from './timers'

const ENTRIES = 24

/** What the timers must do, done the slow way. */
class Plain {
  ends = new Map<number, number>()
  soonest(): number | null {
    return this.ends.size === 0 ? null : Math.min(...this.ends.values())
  }
  due(now: number): number[] {
    const over = [...this.ends].filter(([, t]) => t <= now).map(([h]) => h)
    for (const h of over) this.ends.delete(h)
    return over
  }
}

/** µs, up to five days and beyond, often close together. */
const delay = fc.oneof(
  fc.nat(3),
  fc.nat(1000),
  fc.nat(120_000_000),
  fc.nat(2 ** 31 - 1).map((n) => n * 400),
)
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), h: fc.integer({ min: 1, max: ENTRIES }), delay }),
  fc.record({ do: fc.constant('remove' as const), h: fc.integer({ min: 1, max: ENTRIES }) }),
  fc.record({ do: fc.constant('pass' as const), delay }),
  fc.record({ do: fc.constant('jump' as const) }),
  fc.record({ do: fc.constant('ask' as const), delay: fc.option(delay) }),
)

test('entries end when they should, at once or in slices, whatever was put off, hastened or taken away', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.constantFrom(1, 3, Infinity), (steps, slice) => {
      const ends = new Float64Array(ENTRIES + 1)
      const timers = new Timers({ expires: (h) => ends[h], setExpires: (h, t) => void (ends[h] = t) }, ENTRIES + 1)
      const plain = new Plain()
      let now = 0
      const pass = (to: number) => {
        now = to
        const due = timers.due(now, slice)
        while (!timers.isDone) {
          expect(timers.soonest()).toBe(now)
          due.push(...timers.due(now, slice))
        }
        expect(due.toSorted((a, b) => a - b)).toEqual(plain.due(now).toSorted((a, b) => a - b))
      }
      for (const s of steps) {
        if (s.do === 'set') {
          const when = now + s.delay
          if (plain.ends.has(s.h) && when < ends[s.h]) timers.hasten(s.h, when)
          else if (plain.ends.has(s.h)) {
            ends[s.h] = when
            timers.wasPutOff(s.h)
          } else {
            ends[s.h] = now + s.delay
            timers.add(s.h)
          }
          plain.ends.set(s.h, now + s.delay)
        } else if (s.do === 'remove') {
          if (plain.ends.delete(s.h)) timers.remove(s.h)
        } else if (s.do === 'pass') pass(now + s.delay)
        else if (s.do === 'jump') pass(plain.soonest() ?? now)
        else {
          const [limit, soonest] = [now + (s.delay ?? Infinity), plain.soonest()]
          expect(timers.soonest(limit)).toBe(soonest !== null && soonest <= limit ? soonest : null)
        }
      }
      expect(timers.soonest()).toBe(plain.soonest())
    }),
    { numRuns: 300 },
  )
})
