import { describe, expect, it } from 'vitest'
import { namesRare, RARE_MATCHES, RARE_TARGETS } from './known'
import { rareMatches } from './match/rare'
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
