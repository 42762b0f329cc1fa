import { describe, expect, it } from 'vitest'
import { sampleScenario } from '../model/sample'
import { realmOf, SIGN_OF, toneOf } from './realm'

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

  it('has a different sign for every colour', () => {
    expect(new Set(Object.values(SIGN_OF)).size).toBe(3)
  })
})
