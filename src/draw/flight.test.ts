import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PacketView, Place, View } from '../model/view'
import { flightAt, isShown, openPacket, planFlights, standAt, wirePart, type Flight } from './flight'

const packet = (id: number, place: Place): PacketView => ({
  id,
  bytes: new Uint8Array(),
  arrived: new Uint8Array(),
  born: { node: 'laptop', by: 'application', t: 0 },
  place,
  rewrites: [],
  passed: [],
})
const view = (n: number, packets: PacketView[], pkt?: number): View => ({
  n,
  t: n,
  nodes: {},
  packets: new Map(packets.map((p) => [p.id, p])),
  focus: { pkt },
  over: false,
})
const laptop: Place = { at: 'node', node: 'laptop' }
const router: Place = { at: 'node', node: 'router' }
const wire: Extract<Place, { at: 'wire' }> = {
  at: 'wire',
  link: 'lan',
  from: { node: 'laptop', iface: 'eth0' },
  to: { node: 'router', iface: 'lan0' },
  departs: 0,
  arrives: 200,
}

describe('the difference flies', () => {
  it('laptop → wire → router', () => {
    const [a, b, c] = [view(1, [packet(1, laptop)]), view(2, [packet(1, wire)]), view(3, [packet(1, router)])]
    const leg = { link: 'lan', from: 'laptop', to: 'router' }
    expect(planFlights(a, b)).toEqual([{ pkt: 1, kind: 'moves', legs: [leg] }])
    expect(planFlights(b, c)).toEqual([{ pkt: 1, kind: 'moves', legs: [leg] }])
  })

  it('and back the same way when time goes back', () => {
    const back = { link: 'lan', from: 'router', to: 'laptop' }
    expect(planFlights(view(3, [packet(1, router)]), view(2, [packet(1, wire)]))[0].legs).toEqual([back])
    expect(planFlights(view(2, [packet(1, wire)]), view(1, [packet(1, laptop)]))[0].legs).toEqual([back])
  })

  it('moves only what moved', () => {
    const still = packet(2, router)
    const plan = planFlights(view(1, [packet(1, laptop), still]), view(2, [packet(1, wire), still]))
    expect(plan.map((m) => m.pkt)).toEqual([1])
  })

  it('jumps when the playhead went far', () => {
    expect(planFlights(view(1, [packet(1, laptop)]), view(900, [packet(1, router)]))).toEqual([])
  })
})

describe('a card in flight', () => {
  const stand = (x: number, y: number, width = 100) => ({ box: { x, y, width, height: 40 }, tip: { x, y } })
  const flight: Flight = { from: stand(0, 0), to: stand(200, 100, 200), via: [{ x: 200, y: 0 }] }

  it('leaves from where it was and ends where it is, in its own size', () => {
    expect(flightAt(flight, 1)).toMatchObject({ x: 0, y: 0, scale: 1, tip: { x: 200, y: 100 } })
    expect(standAt(flight, 0)).toMatchObject({ box: { x: 0, width: 100 }, tip: { x: 0, y: 0 } })
  })

  it('passes through the points on its way', () => {
    const tips = Array.from({ length: 101 }, (_, i) => flightAt(flight, i / 100).tip)
    expect(tips.every((tip) => tip.y === 0 || Math.abs(tip.x - 200) < 1e-6)).toBe(true)
  })

  it('rides on its tip when it goes by wire, and settles', () => {
    const low = (x: number) => ({ box: { x, y: 60, width: 100, height: 40 }, tip: { x: x + 50, y: 0 } })
    const ride: Flight = { from: low(0), to: low(300), via: [], rides: true }
    const height = (part: number) => standAt(ride, part).box.y
    expect(height(0)).toBeCloseTo(60)
    expect(height(0.5)).toBeLessThan(0)
    expect(height(1)).toBeCloseTo(60)
  })

  it('can be interrupted anywhere and go on from there without a leap', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        const here = standAt(flight, part)
        const next = standAt({ from: here, to: stand(50, 50), via: [] }, 0)
        expect(next.tip.x).toBeCloseTo(here.tip.x)
        expect(next.box.x + next.box.width / 2).toBeCloseTo(here.box.x + here.box.width / 2)
      }),
    )
  })
})

describe('on a wire', () => {
  it('moves with the clock and never quite leaves the wire', () => {
    expect(wirePart(wire, 0)).toBeGreaterThan(0)
    expect(wirePart(wire, 100)).toBeGreaterThan(wirePart(wire, 0))
    expect(wirePart(wire, 5000)).toBeLessThan(1)
  })
})

describe('which packets are seen', () => {
  const gone: Place = { at: 'dropped', node: 'router', reason: 'policy' }
  const done: Place = { at: 'delivered', node: 'router' }

  it('a delivered one for the step that delivers it', () => {
    const p = packet(1, done)
    expect(isShown(p, view(5, [p]), view(4, [packet(1, router)]))).toBe(true)
    expect(isShown(p, view(6, [p]), view(5, [p]))).toBe(false)
  })

  it('a dropped one until another packet is born', () => {
    const p = packet(1, gone)
    expect(isShown(p, view(6, [p]), view(5, [p]))).toBe(true)
    const q = packet(2, laptop)
    expect(isShown(p, view(7, [p, q]), view(6, [p]))).toBe(false)
  })

  it('after a jump only what its last event ended', () => {
    const [p, q, r] = [packet(1, gone), packet(2, gone), packet(3, router)]
    const jumped = view(40, [p, q, r], 2)
    expect([p, q, r].map((each) => isShown(each, jumped, view(3, [])))).toEqual([false, true, true])
  })

  it('opens the one that the step is about, else the last', () => {
    const [p, q] = [packet(1, laptop), packet(2, laptop)]
    expect(openPacket(view(3, [p, q], 1), view(2, [p, q]))).toBe(1)
    expect(openPacket(view(3, [p, q]), view(2, [p, q]))).toBe(2)
    expect(openPacket(view(3, [p, q]), view(2, [p, q]), 1)).toBe(1)
    expect(openPacket(view(3, []), view(2, []))).toBeUndefined()
  })
})
