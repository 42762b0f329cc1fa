import { MILLISECOND, SECOND, type Micros } from '../model/time'

const UNITS: [string, number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
]

/** A length of time in words: "412 µs", "20 ms", "1.5 s", "120 s", "5 days", "3 h 20 min". */
export function duration(time: Micros): string {
  if (time < MILLISECOND) return `${time} µs`
  if (time < SECOND) return `${trim(time / MILLISECOND)} ms`
  const seconds = time / SECOND
  if (seconds <= 600) return `${trim(seconds)} s`
  if (seconds % 86_400 === 0) return seconds === 86_400 ? '1 day' : `${seconds / 86_400} days`
  return parts(seconds)
}

/** Time left before an entry expires, as the table shows it: "119 s", "4 d 23 h". Never negative. */
export function timeLeft(time: Micros): string {
  const seconds = Math.max(0, Math.floor(time / SECOND))
  return seconds <= 600 ? `${seconds} s` : parts(seconds)
}

/** The two largest units, rounded down: what is left of the smaller ones does not help a reader. */
function parts(seconds: number): string {
  const at = UNITS.findIndex(([, length]) => seconds >= length)
  const [unit, length] = UNITS[at]
  const [small, smallLength] = UNITS[at + 1] ?? ['s', 1]
  const rest = Math.floor((seconds % length) / smallLength)
  return `${Math.floor(seconds / length)} ${unit}${rest ? ` ${rest} ${small}` : ''}`
}

const trim = (value: number): string => String(Number(value.toPrecision(value >= 100 ? 4 : 3)))
