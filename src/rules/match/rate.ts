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

export const RATE_EXPECTED = 'a rate such as 5/second, 3/minute or 10/hour'

/** Seconds of the unit in a rate's text; any start of its name will do, and none is a second. 0 for what is no unit. */
export function rateUnit(text: string): number {
  const [, unit] = text.split('/', 2)
  if (unit === undefined) return 1
  return unit === '' ? 0 : (UNITS.find(([name]) => name.startsWith(unit.toLowerCase()))?.[1] ?? 0)
}

/** Rounded down, as the kernel keeps it; `scale` is how many units of the result are a second. */
export function readRate(
  text: string,
  scale = RATE_SCALE,
  bad = new Wrong(`bad rate "${text}"'`, RATE_EXPECTED),
): number {
  const seconds = rateUnit(text)
  const written = Number(/^-?\d+(?=\/|$)/.exec(text) ?? 0)
  // iptables keeps it in 32 bits without a sign.
  const packets = written < 0 ? written + 2 ** 32 : written
  if (seconds === 0 || packets === 0) throw bad
  const rate = Math.floor((scale * seconds) / packets)
  if (rate === 0) throw new Wrong(`Rate too fast "${text}"`, `at most ${scale} a second`)
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
export function rateParts(rate: number, scale = RATE_SCALE): RateParts {
  const scales = [
    ['day', 24 * 3600],
    ['hour', 3600],
    ['min', 60],
    ['sec', 1],
  ] as const
  let [unit, seconds]: readonly [string, number] = scales[0]
  for (const [name, length] of scales.slice(1)) {
    const whole = length * scale
    if (rate > whole || Math.floor(whole / rate) < whole % rate) break
    ;[unit, seconds] = [name, length]
  }
  return { count: Math.floor((seconds * scale) / rate), seconds, unit }
}

/** "5/min" */
export function rateText(rate: number, scale = RATE_SCALE): string {
  const { count, unit } = rateParts(rate, scale)
  return `${count}/${unit}`
}
