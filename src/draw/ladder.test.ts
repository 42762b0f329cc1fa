import { describe, expect, test } from 'vitest'
import { sampleScenario, sampleTrace } from '../model/sample'
import type { Body, TraceEvent } from '../model/trace'
import { build } from '../packet/build'
import type { PacketSpec } from '../packet/spec'
import { endText } from './facts'
import { isRewritten, lifelines, rewrittenAt, rungsOf, type Crossing } from './ladder'

const trace = (...bodies: Body[]): TraceEvent[] => bodies.map((body, n) => ({ ...body, n, t: n * 10 }))
const born = (pkt: number, spec: Partial<PacketSpec>, node = 'laptop'): Body => ({
  kind: 'packet',
  pkt,
  node,
  by: 'application',
  bytes: build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 5, dport: 80, ...spec }),
})
const wire = (pkt: number, from: string, to: string | null): Body => ({
  kind: 'wire',
  pkt,
  link: 'lan',
  from: { node: from, iface: 'eth0' },
  to: to === null ? null : { node: to, iface: 'lan0' },
  departs: 0,
  arrives: 200,
})
const crossings = (events: readonly TraceEvent[]) =>
  rungsOf(events).filter((rung): rung is Crossing => rung.kind === 'wire')

describe('the ladder of a run', () => {
  test('has an arrow for each wire that a packet crosses, with the packet as it is there', () => {
    expect(
      crossings(sampleTrace).map((rung) => {
        const { now } = rewrittenAt(rung)
        return `${rung.from} > ${rung.to}: ${endText(now.src)}`
      }),
    ).toEqual(['laptop > router: 192.168.1.10:54321', 'router > server: 203.0.113.5:54321'])
  })

  test('knows what the node at an arrow’s tail rewrote, and that a TTL is not an address', () => {
    const [lan, wan] = crossings(sampleTrace)
    expect(isRewritten(rewrittenAt(lan))).toBe(false)
    expect(rewrittenAt(wan).src).toEqual({ address: '192.168.1.10', port: 54321 })
    expect(rewrittenAt(wan).dst).toBeUndefined()
  })

  test('ends a packet with its reason: at a node, or on a wire that leads to nobody', () => {
    const rungs = rungsOf(
      trace(
        born(1, {}),
        wire(1, 'laptop', 'router'),
        { kind: 'enter', pkt: 1, node: 'router', iface: 'lan0' },
        { kind: 'drop', pkt: 1, node: 'router', reason: 'policy' },
        born(2, { seq: 9 }),
        wire(2, 'laptop', null),
        { kind: 'drop', pkt: 2, node: 'laptop', reason: 'lost-private' },
      ),
    )
    expect(
      rungs.map((rung) => [rung.kind, 'reason' in rung ? rung.reason : rung.kind === 'wire' && rung.lost]),
    ).toEqual([
      ['wire', undefined],
      ['drop', 'policy'],
      ['wire', 'lost-private'],
    ])
  })

  test('marks a segment that was sent before, and no acknowledgement that merely says the same', () => {
    const again = (...specs: Partial<PacketSpec>[]) =>
      crossings(trace(...specs.flatMap((spec, i) => [born(i, spec), wire(i, 'laptop', 'router')]))).map((c) => c.again)
    expect(again({ flags: 'S', seq: 7 }, { flags: 'S', seq: 7, ipid: 3 }, { flags: 'S', seq: 8 })).toEqual([
      false,
      true,
      false,
    ])
    expect(again({ flags: 'A', seq: 7 }, { flags: 'A', seq: 7 })).toEqual([false, false])
    expect(again({ flags: 'PA', seq: 7, payload: '6869' }, { flags: 'PA', seq: 7, payload: '6869' })).toEqual([
      false,
      true,
    ])
  })

  test('tells an ICMP error from other ICMP', () => {
    const icmp = (type: number) => ({ proto: 'icmp', type, code: 0, id: 1, seq: 1 }) as const
    const events = [8, 11, 0, 3].flatMap((type, i) => [
      { ...born(i, {}), bytes: build({ src: '192.168.1.1', dst: '192.168.1.2', ...icmp(type) }) } as Body,
      wire(i, 'laptop', 'router'),
    ])
    expect(crossings(trace(...events)).map(({ error }) => error)).toEqual([false, true, false, true])
  })

  test('has a lifeline for each node that packets pass, from left to right', () => {
    expect(lifelines(sampleScenario, rungsOf(sampleTrace))).toEqual(['laptop', 'router', 'server'])
    expect(lifelines(sampleScenario, rungsOf(trace(born(1, {}), wire(1, 'router', 'laptop'))))).toEqual([
      'laptop',
      'router',
    ])
    expect(lifelines(sampleScenario, [])).toHaveLength(3)
  })
})
