/** When to send again: the retransmission timeout of RFC 6298, with Linux's bounds. */
import { MILLISECOND, SECOND, type Micros } from '../../../model/time'

const INITIAL = 1 * SECOND
const LEAST = 200 * MILLISECOND
const MOST = 120 * SECOND

export interface Timeout {
  /** The timeout now, backed off as often as it was doubled. */
  current(): Micros
  /** A round trip took this long; only for what was sent once (Karn's algorithm). */
  measured(roundTrip: Micros): void
  double(): void
  /** Something new was acknowledged. */
  settle(): void
}

export function createTimeout(): Timeout {
  let smoothed: Micros | null = null
  let variation = 0
  let base: Micros = INITIAL
  let doubled = 0
  return {
    current: () => Math.min(base * 2 ** doubled, MOST),
    measured(r) {
      if (smoothed === null) {
        smoothed = r
        variation = r / 2
      } else {
        variation = 0.75 * variation + 0.25 * Math.abs(smoothed - r)
        smoothed = 0.875 * smoothed + 0.125 * r
      }
      base = Math.round(Math.max(smoothed + 4 * variation, smoothed + LEAST))
    },
    double() {
      doubled++
    },
    settle() {
      doubled = 0
    },
  }
}
