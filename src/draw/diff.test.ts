import { describe, expect, it } from 'vitest'
import { applyEdits } from '../model/edit'
import { sampleScenario, sampleTrace } from '../model/sample'
import type { EventOf } from '../model/trace'
import { build } from '../packet/build'
import { diffOf } from './diff'
import { endText, factsOf, titleOf } from './facts'
import { routeRows } from './routes'

const born = sampleTrace.find((e): e is EventOf<'packet'> => e.kind === 'packet')!
const rewrites = sampleTrace.filter((e): e is EventOf<'rewrite'> => e.kind === 'rewrite')
const after = (events: EventOf<'rewrite'>[]) => ({
  arrived: born.bytes,
  bytes: events.reduce((bytes, e) => applyEdits(bytes, e.edits), born.bytes),
  rewrites: events.map(({ n, cause, edits }) => ({ n, cause, edits })),
})

describe('the card of a SYN', () => {
  it('says TCP SYN, 60 bytes, from and to', () => {
    const facts = factsOf(born.bytes)
    expect([titleOf(facts), facts.length, endText(facts.src), endText(facts.dst)]).toEqual([
      'TCP SYN',
      60,
      '192.168.1.10:54321',
      '198.51.100.4:443',
    ])
  })

  it('shows TTL 64 → 63 by routing, and no address changed by it', () => {
    const diff = diffOf(after(rewrites.slice(0, 1)))
    expect(diff.ttl).toMatchObject({ was: 64, now: 63, cause: { by: 'forward' } })
    expect(diff.src).toBeUndefined()
    expect(diff.checksums).toBe(true)
  })

  it('shows the old source over the new, by rule 1 of nat/POSTROUTING', () => {
    const { src, dst } = diffOf(after(rewrites))
    expect(endText(src!.was)).toBe('192.168.1.10:54321')
    expect(endText(src!.now)).toBe('203.0.113.5:54321')
    expect(src!.cause).toMatchObject({ by: 'nat', rule: { chain: 'POSTROUTING', rule: 1 } })
    expect(dst).toBeUndefined()
  })
})

describe('titles', () => {
  const title = (spec: Parameters<typeof build>[0]) => titleOf(factsOf(build(spec)))
  const ends = { src: '192.168.1.10', dst: '198.51.100.4' }
  it('name what a packet is for', () => {
    expect(title({ ...ends, proto: 'tcp', sport: 1, dport: 2, flags: 'SA' })).toBe('TCP SYN-ACK')
    expect(title({ ...ends, proto: 'tcp', sport: 1, dport: 2, flags: 'PA', payload: '4745' })).toBe('TCP data')
    expect(title({ ...ends, proto: 'tcp', sport: 1, dport: 2, flags: 'FA' })).toBe('TCP FIN')
    expect(title({ ...ends, proto: 'icmp', type: 8, code: 0, id: 7, seq: 1 })).toBe('ICMP echo request')
    expect(title({ ...ends, proto: 'udp', sport: 40112, dport: 53, payload: '00' })).toBe('UDP DNS query')
    expect(title({ ...ends, proto: 89, payload: '00' })).toBe('protocol 89')
  })
})

describe('the routing table', () => {
  const router = sampleScenario.nodes[1]
  it('lists longest prefixes first and lights the row taken', () => {
    const rows = routeRows(router, '198.51.100.4', { to: 'default', via: '203.0.113.1', dev: 'wan0', type: 'unicast' })
    expect(rows.map((r) => `${r.to}${r.chosen ? ' *' : ''}`)).toEqual([
      'local 192.168.1.1',
      'local 203.0.113.5',
      '192.168.1.0/24',
      '203.0.113.0/24',
      'default *',
    ])
  })
  it('lights the local row for a packet to the router itself', () => {
    const rows = routeRows(router, '192.168.1.1', { to: 'local 192.168.1.1', type: 'local' })
    expect(rows.find((r) => r.chosen)?.to).toBe('local 192.168.1.1')
  })
})
