import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent } from '../model/fold'
import { rowsOf } from '../model/rows'
import { sampleStart, sampleTrace } from '../model/sample'
import { build } from '../packet/build'
import type { Source } from './compile'
import { parseFilter } from './filter'
import { eventFields, type Happening } from './of-events'
import { packetFields } from './of-packets'
import { rowFields } from './of-rows'

const is = <T>(text: string, source: Source<T>, item: T): boolean => good(text).test(source)(item)
function good(text: string) {
  const filter = parseFilter(text)
  if (!filter.ok) throw new Error(filter.message)
  return filter
}

const syn = build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 54321, dport: 443, flags: 'S' })
const error = build({
  src: '203.0.113.9',
  dst: '192.168.1.10',
  proto: 'icmp',
  type: 3,
  code: 1,
  inner: { src: '192.168.1.10', dst: '198.51.100.4', proto: 'udp', sport: 40000, dport: 53 },
})

describe('packets', () => {
  test.each([
    ['', true],
    ['tcp', true],
    ['udp', false],
    ['tcp.port==443', true],
    ['tcp.port==54321', true],
    ['tcp.port!=443', false],
    ['tcp.port!==443', true],
    ['tcp.srcport==443', false],
    ['ip.addr==192.168.1.0/24', true],
    ['ip.dst!=192.168.1.0/24', true],
    ['ip.src==ip.dst', false],
    ['tcp.flags.syn==1 && tcp.flags.ack==0', true],
    ['tcp.flags.ack', true],
    ['tcp.port in {400..500}', true],
    ['tcp.port not in {400..500}', false],
    ['udp.port!=53', false],
    ['!(udp.port==53)', true],
    ['ip.ttl<=64 and frame.len>=40', true],
    ['tcp.len==0', true],
  ])('%s on a SYN: %s', (text, so) => expect(is(text, packetFields, syn)).toBe(so))

  test.each([
    ['icmp.type==3 && icmp.code==1', true],
    ['icmp.ident', false],
    ['ip.dst==198.51.100.4', true],
    ['udp.dstport==53', true],
    ['tcp', false],
  ])('%s on an ICMP error, which quotes a packet: %s', (text, so) => expect(is(text, packetFields, error)).toBe(so))

  test('bytes that are no packet have no field', () => {
    for (const text of ['ip', 'tcp', 'tcp.port==0', 'tcp.len==0'])
      expect(is(text, packetFields, syn.subarray(0, 3))).toBe(false)
  })

  test('and, or and not obey de Morgan', () => {
    const atom = fc.constantFrom('tcp', 'udp', 'tcp.port==443', 'ip.ttl<10', 'tcp.flags.syn==1', 'icmp', 'ip.id>9')
    fc.assert(
      fc.property(atom, atom, fc.constantFrom(syn, error), (a, b, packet) => {
        const holds = (text: string) => is(text, packetFields, packet)
        expect(holds(`!(${a} && ${b})`)).toBe(holds(`!(${a}) || !(${b})`))
        expect(holds(`!(${a} || ${b})`)).toBe(holds(`!(${a}) && !(${b})`))
        expect(holds(`!!(${a})`)).toBe(holds(a))
      }),
    )
  })
})

/** The sample's events, each with the views around it. */
const happenings: Happening[] = []
let view = sampleStart
for (const event of sampleTrace) {
  const before = view
  view = applyEvent(view, event)
  happenings.push({ event, before, view })
}

describe('rows', () => {
  const rows = rowsOf(view.nodes.router.conntrack)
  test.each([
    ['tcp && state==SYN_SENT', true],
    ['unreplied', true],
    ['assured', false],
    ['snat && !dnat', true],
    ['ip.src==192.168.1.0/24', true],
    ['reply.dst==203.0.113.5', true],
    ['orig.src==reply.dst', false],
    ['orig.dst==reply.src', true],
    ['tcp.port==443', true],
    ['udp', false],
    ['ctstate==NEW', false],
    ['timeout>100', true],
    ['id==1 && mark==0', true],
  ])('%s: %s', (text, so) => expect(is(text, rowFields(rows, view.t), 0)).toBe(so))
})

describe('events', () => {
  const kinds = (text: string) => happenings.filter(good(text).test(eventFields)).map(({ event }) => event.kind)
  test('by their own fields', () => {
    expect(kinds('kind==nat-bind')).toEqual(['nat-bind'])
    expect(kinds('rule==1 && table==nat && matched==1')).toEqual(['rule'])
    expect(kinds('kind==rewrite && node==router')).not.toEqual([])
    expect(kinds('kind==rewrite && node==laptop')).toEqual([])
  })
  test('by their packet, as it was then', () => {
    expect(kinds('ip.src==192.168.1.10')[0]).toBe('packet')
    expect(kinds('ip.src==203.0.113.5')[0]).toBe('rewrite')
  })
  test('by their entry', () => {
    expect(kinds('state==SYN_SENT')[0]).toBe('ct-change')
    expect(kinds('id==1')[0]).toBe('ct-new')
    expect(kinds('snat').length).toBeLessThan(kinds('id==1').length)
  })
})
