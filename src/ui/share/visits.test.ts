import { describe, expect, it } from 'vitest'
import { lastLeft, visitsIn, withVisit, type Visit } from './visits'

const visit = (id: string): Visit => ({ id, fragment: `#s=1.${id}`, title: 'Home router: SNAT' })
const [a, b, c] = ['a', 'b', 'c'].map(visit)

describe('what visits leave behind', () => {
  it('is kept per visit: one does not write over another', () => {
    expect(withVisit([a], b)).toEqual([a, b])
    expect(withVisit([a, b], { ...a, fragment: 'later' })).toEqual([b, { ...a, fragment: 'later' }])
  })

  it('is not more than the last four', () => {
    const many = ['1', '2', '3', '4', '5'].map(visit)
    expect(many.reduce<Visit[]>(withVisit, [])).toEqual(many.slice(1))
  })

  it('is offered newest first, and never what is still open in another tab', () => {
    expect(lastLeft([a, b, c], new Set())).toBe(c)
    expect(lastLeft([a, b, c], new Set(['c']))).toBe(b)
    expect(lastLeft([a], new Set(['a']))).toBeUndefined()
  })

  it('is believed only where it has the right shape', () => {
    expect(visitsIn(JSON.stringify([a, { id: 'x' }, null, 7]))).toEqual([a])
    for (const odd of [null, '', 'no JSON', '{"fragment":"#s=1."}', '7']) expect(visitsIn(odd)).toEqual([])
  })
})
