import { expect, test } from 'vitest'
import { sampleTrace } from '../model/sample'
import type { TraceEvent } from '../model/trace'
import { eventsBack } from './by-packet'
import { visitOf, wireOf } from './visit'

const numbers = (trace: readonly TraceEvent[], n: number, pkt: number) => [...eventsBack(trace, n, pkt)].map((e) => e.n)

test('a packet’s events, from the last one before a place back to its birth', () => {
  const own = sampleTrace.flatMap((event) => ('pkt' in event && event.pkt === 1 ? [event.n] : []))
  expect(numbers(sampleTrace, sampleTrace.length, 1)).toEqual(own.toReversed())
  expect(numbers(sampleTrace, 3, 1)).toEqual(own.filter((n) => n < 3).toReversed())
  expect(numbers(sampleTrace, 99, 7)).toEqual([])
})

test('looking for one packet reads its own events only, once they are known', () => {
  let read = 0
  const long: TraceEvent[] = [
    ...sampleTrace,
    ...Array.from({ length: 50_000 }, (_, i): TraceEvent => {
      return { kind: 'hook', pkt: 2, node: 'router', hook: 'INPUT', n: sampleTrace.length + i, t: 0 }
    }),
  ]
  const counted = new Proxy(long, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) read++
      return Reflect.get(target, key)
    },
  })
  wireOf(counted, long.length, 1)
  read = 0
  expect(wireOf(counted, long.length, 1)?.kind).toBe('wire')
  visitOf(counted, long.length, 1)
  expect(read).toBeLessThan(100)
})
