import { describe, expect, it } from 'vitest'
import { parseRuleset, printRuleset } from '.'
import fixture from './fixtures/rare-1.8.9.json?raw'
import { namesRare, RARE_MATCHES, RARE_TARGETS } from './known'
import { rareMatches } from './match/rare'
import './rare'
import { rareTargets } from './target/rare'

const matches = Object.values<{ name: string; proto?: number }>(rareMatches)

describe('what few rule sets name', () => {
  it('is known by name before it is loaded', () => {
    expect([...RARE_MATCHES].toSorted()).toEqual(Object.keys(rareMatches).toSorted())
    expect([...RARE_TARGETS].toSorted()).toEqual(Object.keys(rareTargets).toSorted())
  })

  it.each(
    matches.flatMap(({ name, proto }) => [`-m ${name}`, ...(proto ? [`-p ${proto} --x`, `-p ${name} --x`] : [])]),
  )('is loaded for %s', (named) => {
    for (const text of [named, named.replace('-m', '--match').replace('-p', '--proto'), named.replace(' ', ' "')])
      expect(namesRare(`*filter\n-A INPUT ${text}\n`)).toBe(true)
  })

  it.each(RARE_TARGETS)('is loaded for -j %s', (name) => expect(namesRare(`-A INPUT -j ${name}`)).toBe(true))

  it('is not for what home routers have', () => {
    const text = '-A INPUT -s 10.0.0.50 -p tcp -m tcp --dport 33 -m comment --comment "start here" -j ACCEPT'
    expect(namesRare(text)).toBe(false)
  })
})

/** What iptables saves and does not read back itself: a name without its quotes, a mask it calls too large, a range it takes for 0. */
const LOST = ['Free BSD', '0x80000000', '-m ipcomp"']

/** What it saved, once each. */
const saved = new Set(
  (JSON.parse(fixture) as { table: string; saved?: string[] }[]).flatMap((r) =>
    (r.saved ?? [])
      .filter((line) => !LOST.some((lost) => `${line}"`.includes(lost)))
      .map((line) => `*${r.table}\n${line}\nCOMMIT\n`),
  ),
)

it.each([...saved])('what was saved is read and saved as it was: %s', (text) => {
  const parsed = parseRuleset(text)
  const lines = parsed.ok ? printRuleset(parsed.ruleset).split('\n') : parsed.errors.map(({ message }) => message)
  expect(lines).toContain(text.split('\n')[1])
})
