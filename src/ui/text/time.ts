/** Virtual time in words that keep their width while it runs: "0.412 ms", "3.200 s", "2 min 05 s", "4 d 23 h". */
import { SECOND, type Micros } from '../../model/time'

export function clock(t: Micros): string {
  if (t < SECOND) return `${(t / 1000).toFixed(3)} ms`
  const seconds = Math.floor(t / SECOND)
  if (seconds < 60) return `${(t / SECOND).toFixed(3)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`
  return `${Math.floor(seconds / 86_400)} d ${two(Math.floor((seconds % 86_400) / 3600))} h`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** For an axis: "0", "250 ms", "12.5 s", "2 min 05 s". */
export function brief(t: Micros): string {
  if (t === 0) return '0'
  if (t < SECOND) return `${t / 1000} ms`
  return t < 60 * SECOND ? `${t / SECOND} s` : clock(t)
}
