/** `-m limit`: a token bucket, one for the rule. */
import { words, type Extension } from '../grammar'
import { integer } from '../values'
import { RATE_EXPECTED, RATE_SCALE, rateText, readRate } from './rate'

export interface LimitMatch {
  kind: 'limit'
  /** Time between two packets on average, in 1/10,000 s. */
  rate: number
  /** Packets that a full bucket lets through at once. */
  burst: number
}

const BURST = 5

export const limit: Extension<LimitMatch> = {
  kind: 'limit',
  name: 'limit',
  begin: () => ({ kind: 'limit', rate: (3600 * RATE_SCALE) / 3, burst: BURST }),
  options: [
    {
      names: ['limit'],
      expected: RATE_EXPECTED,
      read: (m, r) => void (m.rate = readRate(r.args[0])),
    },
    {
      names: ['limit-burst'],
      expected: 'a whole number from 0 to 10000',
      // Zero means the default, as in iptables.
      read: (m, r) => void (m.burst = integer(r, 0, 10_000) || BURST),
    },
  ],
  print: (m) => words(`--limit ${rateText(m.rate)}`, m.burst !== BURST && `--limit-burst ${m.burst}`),
  list: (m) => `limit: avg ${rateText(m.rate)} burst ${m.burst}`,
}
