/** Rates such as "5/min", as `-m limit` keeps them: the average time between two packets, in 1/10,000 s. */
import { Wrong } from '../grammar'

/** `XT_LIMIT_SCALE`: units of a rate in a second. */
export const RATE_SCALE = 10_000
const UNITS = [
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

const EXPECTED = 'a rate such as 5/second, 3/minute or 10/hour'

/** Any start of a unit's name will do; without one it is per second. Rounded down, as the kernel keeps it. */
export function readRate(text: string): number {
  const [count, unit] = text.split('/', 2)
  const seconds =
    unit === undefined ? 1 : unit === '' ? 0 : (UNITS.find(([name]) => name.startsWith(unit.toLowerCase()))?.[1] ?? 0)
  const packets = /^\d+$/.test(count) ? Number(count) : 0
  if (seconds === 0 || packets === 0) throw new Wrong(`bad rate "${text}"'`, EXPECTED)
  const rate = Math.floor((RATE_SCALE * seconds) / packets)
  if (rate === 0) throw new Wrong(`Rate too fast "${text}"`, 'at most 10000 a second')
  return rate
}

export interface RateParts {
  count: number
  /** The unit's length. */
  seconds: number
  /** "sec", "min", "hour" or "day". */
  unit: string
}

/** In the largest unit in which the rate is a whole number, or nearly so. */
export function rateParts(rate: number): RateParts {
  const scales = [
    ['day', 24 * 3600],
    ['hour', 3600],
    ['min', 60],
    ['sec', 1],
  ] as const
  let [unit, seconds]: readonly [string, number] = scales[0]
  for (const [name, length] of scales.slice(1)) {
    const whole = length * RATE_SCALE
    if (rate > whole || Math.floor(whole / rate) < whole % rate) break
    ;[unit, seconds] = [name, length]
  }
  return { count: Math.floor((seconds * RATE_SCALE) / rate), seconds, unit }
}

/** "5/min" */
export function rateText(rate: number): string {
  const { count, unit } = rateParts(rate)
  return `${count}/${unit}`
}
