import { expect, it } from 'vitest'
import type { EventOf } from '../model/trace'
import { sampleStart, sampleTrace } from '../model/sample'
import { bandsOf, placeIn } from './bands'

const bind = sampleTrace.find((e): e is EventOf<'nat-bind'> => e.kind === 'nat-bind')!
const rule = sampleStart.nodes.router.rules!.ruleset.tables[0].chains.find((c) => c.name === 'POSTROUTING')!.rules[0]
const at = (port: number): typeof bind => ({
  ...bind,
  before: { ...bind.before, sport: port },
  after: { ...bind.after, sport: port },
})

it('a port is sought in its own band, so that a privileged one stays privileged', () => {
  const used = (port: number) => bandsOf(at(port), rule)?.bands.find((b) => b.used)
  expect(used(54321)).toMatchObject({ from: 1024, to: 65535 })
  expect(used(700)).toMatchObject({ from: 600, to: 1023 })
  expect(used(550)).toMatchObject({ from: 600, to: 1023 })
  expect(used(88)).toMatchObject({ from: 1, to: 511 })
})

it('the tries are told by their port, whichever direction was asked for', () => {
  expect(bandsOf(bind, rule)).toMatchObject({
    named: false,
    was: 54321,
    chosen: 54321,
    tried: [{ port: 54321, taken: false }],
  })
})

it('a range that the rule names is the only band', () => {
  const named = { ...rule, target: { ...rule.target!, ports: { from: 2000, to: 2009 } } } as typeof rule
  expect(bandsOf(bind, named)).toMatchObject({ named: true, bands: [{ from: 2000, to: 2009, used: true }] })
  const one = { ...rule, target: { ...rule.target!, ports: { from: 80, to: 80 } } } as typeof rule
  expect(bandsOf(bind, one)).toBeUndefined()
})

it('ICMP has ids, and all of them', () => {
  const ping = { proto: 1, src: '192.168.1.10', dst: '198.51.100.4', id: 7 }
  const icmp = { ...bind, before: ping, after: { ...ping, src: '203.0.113.5' }, tries: [] }
  expect(bandsOf(icmp, rule)?.bands).toEqual([{ from: 0, to: 65535, used: true }])
})

it('a destination keeps its port where no rule names one', () => {
  expect(bandsOf({ ...bind, manip: 'dst' }, rule)).toBeUndefined()
})

it('places in a band go from 0 to 1', () => {
  expect([placeIn({ from: 10, to: 20 }, 10), placeIn({ from: 10, to: 20 }, 20)]).toEqual([0, 1])
})
