import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createClock } from './clock'

describe('the clock', () => {
  test('runs what is due in order of time, and in order of asking within one microsecond', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const clock = createClock()
        const ran: [number, number][] = []
        times.forEach((time, i) => clock.at(time, () => ran.push([clock.now(), i])))
        while (clock.step());
        const expected = times.map((time, i) => [time, i]).toSorted(([a, i], [b, j]) => a - b || i - j)
        expect(ran).toEqual(expected)
      }),
    )
  })

  test('a cancelled task does not run, and does not hold the clock', () => {
    const clock = createClock()
    const cancel = clock.at(5, () => expect.unreachable())
    clock.at(9, () => {})
    cancel()
    expect(clock.next()).toBe(9)
    expect(clock.step()).toBe(true)
    expect(clock.now()).toBe(9)
    expect(clock.step()).toBe(false)
  })

  test('a task asked for in the past runs now, and time never goes back', () => {
    const clock = createClock()
    clock.at(10, () => clock.at(3, () => expect(clock.now()).toBe(10)))
    while (clock.step());
    expect(clock.now()).toBe(10)
  })

  test('advancing stops short of skipping a task', () => {
    const clock = createClock()
    clock.at(10, () => {})
    clock.advance(10)
    expect(clock.now()).toBe(10)
    expect(() => clock.advance(11)).toThrow('beyond')
  })

  test('half a microsecond is refused', () => {
    expect(() => createClock().at(0.5, () => {})).toThrow('whole number')
  })
})
