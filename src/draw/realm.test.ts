import { describe, expect, it } from 'vitest'
import { sampleScenario } from '../model/sample'
import { realmOf, SIGN_OF, toneOf, toneOfRealm } from './realm'

describe('the realm of an address', () => {
  it('is the one with the longest prefix', () => {
    expect(realmOf(sampleScenario, '192.168.1.10')?.name).toBe('Private network')
    expect(realmOf(sampleScenario, '198.51.100.4')?.name).toBe('Internet')
  })

  it('gives the address its colour; what nobody claims is public', () => {
    expect(toneOf(sampleScenario, '192.168.1.1')).toBe('private')
    expect(toneOf(sampleScenario, '203.0.113.5')).toBe('public')
    expect(toneOf({ realms: sampleScenario.realms.slice(0, 2) }, '8.8.8.8')).toBe('public')
    expect(realmOf(sampleScenario, 'nonsense')).toBeUndefined()
  })

  it('tells a carrier’s network from the homes behind it, however many those are', () => {
    const [home, router, net] = sampleScenario.realms
    const carrier = { ...home, id: 'carrier', prefixes: ['100.64.0.0/10'] }
    const scenario = { realms: [home, { ...home, id: 'home2' }, router, carrier, net] }
    expect(scenario.realms.map((realm) => toneOfRealm(scenario, realm))).toEqual([
      'private',
      'private',
      'box',
      'shared',
      'public',
    ])
    expect(toneOf(scenario, '100.64.3.9')).toBe('shared')
  })

  it('has a different sign for every colour', () => {
    expect(new Set(Object.values(SIGN_OF)).size).toBe(4)
  })
})
