import { describe, expect, test } from 'vitest'
import { columnsOf, NONE, sparse } from './columns'
import { TICKS } from './marks'

const [plain, nat, drop] = ['plain', 'nat', 'drop'].map((tick) => TICKS.findIndex((other) => other === tick))

describe('ticks as pixel columns', () => {
  test('100,000 events are no more columns than there are pixels, and what matters is seen', () => {
    const ticks = new Uint8Array(100_000).fill(plain)
    ticks[77_000] = drop
    const columns = columnsOf(ticks, { from: 0, to: 100_000 }, 800)
    expect(columns).toHaveLength(801)
    expect([...columns].filter((tick) => tick === drop)).toHaveLength(1)
    expect(columns[Math.round((77_001 / 100_000) * 800)]).toBe(drop)
  })
  test('few events stand apart, each right behind its moment', () => {
    const columns = columnsOf(Uint8Array.of(plain, nat, plain, plain), { from: 0, to: 4 }, 40)
    expect([...columns].flatMap((tick, x) => (tick === NONE ? [] : [`${x}:${tick}`]))).toEqual([
      `10:${plain}`,
      `20:${nat}`,
      `30:${plain}`,
      `40:${plain}`,
    ])
  })
  test('a stretch shows its own events only', () => {
    const ticks = new Uint8Array(100).fill(plain)
    ticks[10] = drop
    expect([...columnsOf(ticks, { from: 20, to: 60 }, 400)]).not.toContain(drop)
    expect([...columnsOf(ticks, { from: 5, to: 45 }, 400)]).toContain(drop)
  })
  test('signs keep apart, and the important one stays', () => {
    const columns = new Uint8Array(41).fill(NONE)
    ;[columns[3], columns[8], columns[30]] = [drop, drop + 1, drop]
    expect(sparse(columns, drop, 11)).toEqual([
      { x: 3, tick: drop + 1 },
      { x: 30, tick: drop },
    ])
  })
})
