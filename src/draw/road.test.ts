import { describe, expect, it } from 'vitest'
import { sampleTrace } from '../model/sample'
import type { Body, TraceEvent } from '../model/trace'
import type { Ruleset } from '../rules/ruleset'
import { isQuiet, roadOf, stationsAt, type Road, type Stop } from './road'
import { crumbsOf, testedIn, visitOf, wireOf } from './visit'

const table = (name: string, ...chains: string[]) => ({
  name,
  chains: chains.map((c) => ({ name: c, policy: 'ACCEPT' as const, packets: 0, bytes: 0, rules: [] })),
})
const home: Ruleset = {
  tables: [table('filter', 'INPUT', 'FORWARD', 'OUTPUT'), table('nat', 'PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING')],
}
const until = (kind: TraceEvent['kind'], nth = 1): Road => {
  let left = nth
  const n = sampleTrace.findIndex((e) => e.kind === kind && 'pkt' in e && --left === 0) + 1
  return roadOf(home, visitOf(sampleTrace, n, 1))
}
const draw = (road: Road, stop: Stop) =>
  road.stops[stop].stations
    .filter((s) => !s.quiet)
    .map((s) => `${s.station}${s.sign ?? ''}:${s.passing}`)
    .join(' ')

describe('the stations at a hook', () => {
  it('are all that the kernel’s packet flow has, in its order', () => {
    expect(stationsAt('PREROUTING')).toEqual(['raw', 'conntrack', 'mangle', 'nat'])
    expect(stationsAt('INPUT')).toEqual(['mangle', 'filter', 'security', 'nat', 'helper', 'confirm'])
    expect(stationsAt('FORWARD')).toEqual(['mangle', 'filter', 'security'])
    expect(stationsAt('OUTPUT')).toEqual(['raw', 'conntrack', 'mangle', 'nat', 'reroute', 'filter', 'security'])
    expect(stationsAt('POSTROUTING')).toEqual(['mangle', 'nat', 'helper', 'confirm'])
  })

  it('with defragmentation for a packet that met it', () => {
    expect(stationsAt('PREROUTING', new Set(['defrag']))[0]).toBe('defrag')
  })

  it('are quiet where nothing could happen', () => {
    expect(isQuiet('mangle', 'FORWARD', home)).toBe(true)
    expect(isQuiet('filter', 'FORWARD', home)).toBe(true)
    expect(isQuiet('nat', 'PREROUTING', home)).toBe(false)
    expect(isQuiet('conntrack', 'PREROUTING', home)).toBe(false)
    expect(isQuiet('conntrack', 'PREROUTING', null)).toBe(true)
  })
})

describe('one SYN on the road', () => {
  it('conntrack is where it is, nat lies ahead', () => {
    const road = until('ct-lookup')
    expect([road.path, road.at]).toEqual(['open', 'PREROUTING'])
    expect(draw(road, 'PREROUTING')).toBe('conntrack✚:current nat:ahead')
  })

  it('after the routing decision it is on its way through', () => {
    const road = until('route')
    expect([road.path, road.at]).toEqual(['forward', 'ROUTING'])
    expect(draw(road, 'PREROUTING')).toBe('conntrack✚:passed nat:passed')
    expect(road.stops.INPUT.off).toBe(true)
    expect(road.stops.FORWARD.passing).toBe('ahead')
  })

  it('in POSTROUTING everything before is passed', () => {
    const road = until('rewrite', 2)
    expect(road.stops.FORWARD.passing).toBe('passed')
    expect(draw(road, 'POSTROUTING')).toBe('nat:current confirm:ahead')
    expect(road.stops.POSTROUTING.stations.find((s) => s.here)).toMatchObject({ here: true, wrote: true })
  })
})

const at = (bodies: Body[]): TraceEvent[] => bodies.map((body, n) => ({ ...body, n, t: 0 }))
const p = { pkt: 7, node: 'router' } as const

describe('other ways', () => {
  it('to the router itself: PREROUTING, routing, INPUT, the program', () => {
    const visit = at([
      { kind: 'enter', ...p, iface: 'lan0' },
      { kind: 'hook', ...p, hook: 'PREROUTING' },
      { kind: 'route', ...p, dst: '192.168.1.1', found: { to: 'local 192.168.1.1', type: 'local' }, local: true },
      { kind: 'hook', ...p, hook: 'INPUT' },
      { kind: 'station', ...p, hook: 'INPUT', station: 'filter' },
    ])
    const road = roadOf(home, visit)
    expect([road.path, road.at]).toEqual(['in', 'INPUT'])
    expect(road.stops.FORWARD.off).toBe(true)
    expect(road.stops.ROUTING.passing).toBe('passed')
    expect(draw(road, 'INPUT')).toBe('filter:current nat:ahead confirm:ahead')
  })

  it('to a port where no program waits: the router’s own programs refuse it', () => {
    const visit = at([
      { kind: 'enter', ...p, iface: 'wan0' },
      { kind: 'hook', ...p, hook: 'INPUT' },
      { kind: 'drop', ...p, reason: 'no-port' },
    ])
    expect(roadOf(home, visit).at).toBe('LOCAL')
  })

  it('from the router itself: the program, routing, OUTPUT, POSTROUTING', () => {
    const visit = at([
      { kind: 'packet', ...p, bytes: new Uint8Array(), by: 'kernel' },
      { kind: 'route', ...p, dst: '192.168.1.10', found: { to: '192.168.1.0/24', type: 'unicast' }, local: false },
      { kind: 'hook', ...p, hook: 'OUTPUT' },
    ])
    const road = roadOf(home, visit)
    expect([road.path, road.at]).toEqual(['out', 'OUTPUT'])
    expect([road.stops.LOCAL.passing, road.stops.ROUTING.passing]).toEqual(['passed', 'passed'])
    expect(road.stops.PREROUTING.off).toBe(true)
  })

  it('a later packet of a connection passes the nat table by, and the road says why', () => {
    const visit = at([
      { kind: 'enter', ...p, iface: 'lan0' },
      { kind: 'hook', ...p, hook: 'PREROUTING' },
      { kind: 'station', ...p, hook: 'PREROUTING', station: 'nat', skip: 'bound' },
    ])
    expect(roadOf(home, visit).stops.PREROUTING.stations.at(-1)).toEqual({
      station: 'nat',
      passing: 'skipped',
      skip: 'bound',
      here: true,
    })
    expect(crumbsOf(visit)).toBeUndefined()
  })
})

describe('a visit', () => {
  it('begins when the packet enters and ends on the wire', () => {
    expect(visitOf(sampleTrace, 22, 1)[0]).toMatchObject({ kind: 'enter', node: 'router' })
    expect(visitOf(sampleTrace, 3, 1)).toEqual([])
    expect(wireOf(sampleTrace, 10, 1)).toMatchObject({ link: 'lan' })
    expect(wireOf(sampleTrace, 2, 1)).toBeUndefined()
  })

  it('follows jumps and comes back', () => {
    const jump = at([
      { kind: 'station', ...p, hook: 'PREROUTING', station: 'nat' },
      {
        kind: 'rule',
        ...p,
        hook: 'PREROUTING',
        rule: { table: 'nat', chain: 'PREROUTING', rule: 1 },
        parts: [true],
        matched: true,
        bytes: 60,
        verdict: { do: 'jump', chain: 'DOCKER' },
      },
      {
        kind: 'chain-end',
        ...p,
        hook: 'PREROUTING',
        table: 'nat',
        chain: 'DOCKER',
        bytes: 60,
        backTo: { table: 'nat', chain: 'PREROUTING', rule: 2 },
      },
    ])
    expect(crumbsOf(jump.slice(0, 1))?.chains).toEqual(['PREROUTING'])
    expect(crumbsOf(jump.slice(0, 2))).toEqual({
      table: 'nat',
      chains: ['PREROUTING', 'DOCKER'],
      calls: [{ table: 'nat', chain: 'PREROUTING', rule: 1 }],
    })
    expect(crumbsOf(jump)).toEqual({ table: 'nat', chains: ['PREROUTING'], calls: [] })
  })

  it('remembers what was asked at each rule, and which is the last', () => {
    const visit = at([
      { kind: 'station', ...p, hook: 'FORWARD', station: 'filter' },
      {
        kind: 'rule',
        ...p,
        hook: 'FORWARD',
        rule: { table: 'filter', chain: 'FORWARD', rule: 1 },
        parts: [true, false],
        matched: false,
        bytes: 60,
      },
      { kind: 'chain-end', ...p, hook: 'FORWARD', table: 'filter', chain: 'FORWARD', bytes: 60, policy: 'DROP' },
      { kind: 'drop', ...p, hook: 'FORWARD', reason: 'policy', table: 'filter' },
    ])
    expect([...testedIn(visit)]).toEqual([
      ['filter/FORWARD/1', { parts: [true, false], matched: false }],
      ['filter/FORWARD', { parts: [], matched: true, now: true }],
    ])
  })
})
