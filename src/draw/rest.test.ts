import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../model/trace'
import type { PacketView, Place, View } from '../model/view'
import { build } from '../packet/build'
import { cgnat } from '../scenarios/cgnat'
import { homeRouter } from '../scenarios/home-router'
import { layout } from './layout'
import { leakOf } from './leak'
import { restOf, routerInSight } from './rest'

const stage = { width: 1018, height: 510, em: 14 }
const packet = (place: Place, src = '192.168.1.10', dst = '198.51.100.4'): PacketView => {
  const bytes = build({ src, dst, proto: 'udp', sport: 1, dport: 2 })
  const born = { node: 'laptop', by: 'application' as const, t: 0 }
  return { id: 1, bytes, arrived: bytes, born, place, rewrites: [], passed: [] }
}
const view: View = { n: 9, t: 0, nodes: {}, packets: new Map(), focus: {}, over: false }
const wire = (link: string, from: string, to: string | null): Extract<Place, { at: 'wire' }> => ({
  at: 'wire',
  link,
  from: { node: from, iface: 'x' },
  to: to === null ? null : { node: to, iface: 'y' },
  departs: 0,
  arrives: 10,
})

describe('where a packet rests', () => {
  const plan = layout(cgnat, stage, { open: 'router-a' })
  const at = (place: Place, trace: TraceEvent[] = []) => restOf(packet(place), plan, trace, view)

  it('at its node', () => {
    expect(at({ at: 'node', node: 'router-b' })).toMatchObject({ berth: 'router-b', pane: 1, wire: undefined })
  })

  it('on a wire, at the end that is no router', () => {
    expect(at(wire('wan', 'carrier-nat', 'server'))).toMatchObject({ berth: 'server', pane: 4 })
    expect(at(wire('lan-a', 'laptop-a', 'router-a'))).toMatchObject({ berth: 'laptop-a', pane: 0 })
  })

  it('between two routers, in the strip that the wire crosses', () => {
    expect(at(wire('access', 'carrier-nat', 'router-b'))).toMatchObject({ berth: 'carrier-net', pane: 2 })
  })

  it('lost, at the far end of the wire that it went out by', () => {
    const { departs, arrives, from, link } = wire('wan', 'carrier-nat', null)
    const left: TraceEvent = { kind: 'wire', n: 0, t: 0, pkt: 1, link, from, to: null, departs, arrives }
    const rest = at({ at: 'dropped', node: 'carrier-nat', reason: 'lost-nobody' }, [left])
    expect(rest).toMatchObject({ berth: 'server', wire: { to: null, part: 1 } })
    // One that a rule dropped lies where the rule is.
    expect(at({ at: 'dropped', node: 'carrier-nat', reason: 'rule' }, [left])).toMatchObject({ wire: undefined })
  })
})

it('the router in sight is the last that a packet was seen in', () => {
  const enter = (n: number, node: string): TraceEvent => ({ kind: 'enter', n, t: n, pkt: 1, node, iface: 'x' })
  const trace = ['router-b', 'carrier-nat', 'server'].map((node, n) => enter(n, node))
  expect([0, 1, 2, 3].map((n) => routerInSight(cgnat, trace, n))).toEqual([
    'router-a',
    'router-b',
    'carrier-nat',
    'carrier-nat',
  ])
})

describe('a private address leaks', () => {
  const out = { link: 'wan', from: 'router', to: 'server', part: 0.5 }
  const place = wire('wan', 'router', 'server')

  it('where it is on a wire of the internet', () => {
    expect(leakOf(homeRouter, packet(place), out)).toEqual({ src: true, dst: false })
    expect(leakOf(homeRouter, packet(place, '203.0.113.5'), out)).toBeUndefined()
  })

  it('or at a host out there, but not at home nor in the router', () => {
    expect(leakOf(homeRouter, packet({ at: 'delivered', node: 'server' }), undefined)).toBeDefined()
    expect(leakOf(homeRouter, packet({ at: 'node', node: 'laptop' }), undefined)).toBeUndefined()
    expect(leakOf(homeRouter, packet({ at: 'node', node: 'router' }), undefined)).toBeUndefined()
  })
})
