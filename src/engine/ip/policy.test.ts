import { describe, expect, it } from 'vitest'
import { address, parsePrefix } from '../../packet/address'
import { createPolicy, isMeant, OWN, TABLE } from './policy'

const to = address('198.51.100.4')

describe('the rules of a node', () => {
  it('begin with the local, the main and the default table', () => {
    expect(createPolicy().rules.map((rule) => [rule.priority, rule.action])).toEqual([
      [0, TABLE.LOCAL],
      [32_766, TABLE.MAIN],
      [32_767, TABLE.DEFAULT],
    ])
  })

  it('take a new one in before all but the first, or where its priority says', () => {
    const policy = createPolicy()
    policy.add({ action: 100 })
    policy.add({ action: 200 })
    policy.add({ action: 300, priority: 32_765 })
    expect(policy.rules.map((rule) => rule.action)).toEqual([TABLE.LOCAL, 200, 100, 300, TABLE.MAIN, TABLE.DEFAULT])
    expect(policy.isPlain).toBe(false)
  })
})

describe('a rule', () => {
  const from = parsePrefix('192.168.1.0/25')!
  it.each([
    ['192.168.1.10', true],
    ['192.168.1.200', false],
  ])('from 192.168.1.0/25 is meant for %s: %s', (text, meant) => {
    expect(isMeant({ priority: 1, action: 7, from }, to, { ...OWN, from: address(text) })).toBe(meant)
    expect(isMeant({ priority: 1, action: 7, from, not: true }, to, { ...OWN, from: address(text) })).toBe(!meant)
  })

  it('of a mark looks at the bits of its mask', () => {
    const rule = { priority: 1, action: 7, mark: { value: 0x10, mask: 0xf0 } }
    expect(isMeant(rule, to, { ...OWN, mark: 0x1f })).toBe(true)
    expect(isMeant(rule, to, { ...OWN, mark: 0x21 })).toBe(false)
  })
})
