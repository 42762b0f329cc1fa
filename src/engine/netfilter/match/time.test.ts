import { describe, expect, it } from 'vitest'
import { parseRuleset } from '../../../rules'
import '../../../rules/rare'
import fixture from './fixtures/time.json?raw'
import { fits } from './time'

/** Rules, and whether the kernel's clock at `now` (seconds since 1970) fitted them. */
const recorded = JSON.parse(fixture) as { now: number; rules: [string, boolean][] }

/** Of "-m time --weekdays Mon". */
function timeMatch(text: string) {
  const parsed = parseRuleset(`*filter\n-A FORWARD ${text}\nCOMMIT\n`)
  if (!parsed.ok) throw new Error(parsed.errors[0].message)
  const match = parsed.ruleset.tables[0].chains[1].rules[0].matches[0]
  if (match.kind !== 'time') throw new Error(`${text} is no test of the time`)
  return match
}

describe('one packet, seen by Linux at one moment', () => {
  it.each(recorded.rules)('%s: %s', (text, matched) => {
    expect(fits(timeMatch(text), recorded.now)).toBe(matched)
  })
})

describe('from ten in the evening to two in the morning, on Mondays', () => {
  const at = (text: string): number => Date.parse(`${text}Z`) / 1000
  const plain = timeMatch('-m time --timestart 22:00 --timestop 02:00 --weekdays Mon')
  const contiguous = timeMatch('-m time --timestart 22:00 --timestop 02:00 --weekdays Mon --contiguous')

  it.each([
    ['Sunday night', '2026-01-05T01:00', true, false],
    ['Monday noon', '2026-01-05T12:00', false, false],
    ['Monday at ten', '2026-01-05T22:00', true, true],
    ['Tuesday at two', '2026-01-06T02:00:00', false, true],
    ['a second later', '2026-01-06T02:00:01', false, false],
  ])('%s', (_, moment, without, whole) => {
    expect([fits(plain, at(moment)), fits(contiguous, at(moment))]).toEqual([without, whole])
  })
})
