import { describe, expect, it } from 'vitest'
import { lineBetween, piecesOf } from './way'

const taken = (...road: [Parameters<typeof piecesOf>[0]['path'], Parameters<typeof piecesOf>[0]['at']?]) =>
  piecesOf({ path: road[0], at: road[1] })
    .filter(({ passing }) => passing !== 'off')
    .map(({ from, to, passing }) => `${from}>${to} ${passing}`)

describe('the way through the flow', () => {
  it('of a packet that is forwarded', () => {
    expect(taken('forward', 'FORWARD')).toEqual([
      'PREROUTING>ROUTING passed',
      'ROUTING>FORWARD passed',
      'FORWARD>POSTROUTING ahead',
    ])
  })
  it('of one for the machine itself', () => {
    expect(taken('in', 'INPUT')).toEqual(['PREROUTING>ROUTING passed', 'ROUTING>INPUT passed', 'INPUT>LOCAL ahead'])
  })
  it('of one that the machine sends: it is routed before OUTPUT', () => {
    expect(taken('out', 'ROUTING')).toEqual([
      'LOCAL>OUTWARD passed',
      'OUTWARD>OUTPUT ahead',
      'OUTPUT>POSTROUTING ahead',
    ])
  })
  it('is all still possible before the routing decision', () => {
    expect(taken('open', 'PREROUTING')).toHaveLength(8)
    expect(taken('open', 'PREROUTING').every((piece) => piece.endsWith('ahead'))).toBe(true)
  })
})

describe('a line', () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 })
  it('goes straight between boxes side by side, either way', () => {
    expect(lineBetween(box(0, 0), box(120, 0))).toBe('M100 20H120')
    expect(lineBetween(box(120, 0), box(0, 0))).toBe('M120 20H100')
  })
  it('goes straight where one stands over the other, and bends where none does', () => {
    expect(lineBetween(box(0, 0), box(50, 60))).toBe('M75 40V60')
    expect(lineBetween(box(0, 60), box(200, 0))).toBe('M86 60V50H214V40')
  })
})
