import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../model/edit'
import type { TraceEvent } from '../../../model/trace'
import { build } from '../../../packet/build'
import { toHex } from '../../../packet/bytes'
import * as ipv4 from '../../../packet/ipv4'
import * as tcp from '../../../packet/tcp'
import { createWorld } from '../../world'

/** Sends a packet through a router with this rule in mangle/FORWARD; its bytes as they leave, and what the trace said. */
function through(rule: string, packet: Uint8Array): { out: Uint8Array; events: TraceEvent[] } {
  const events: TraceEvent[] = []
  const router = {
    id: 'router',
    interfaces: [
      { name: 'lan0', addresses: ['192.168.1.1/24'] },
      { name: 'wan0', addresses: ['203.0.113.5/24'], mtu: 1000 },
    ],
    routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
    forward: true,
    iptables: `*mangle\n-A FORWARD ${rule}\nCOMMIT\n`,
  }
  const world = createWorld({ nodes: [router], links: [] }, { seed: 1, say: (e) => void events.push(e) })
  world.inject('router', 'lan0', packet)
  world.settle()
  return { out: world.drainTaps()[0].bytes, events }
}

const number = (max: number) => fc.integer({ min: 0, max })
const rule = fc.oneof(
  fc
    .tuple(fc.constantFrom('set', 'inc', 'dec'), fc.integer({ min: 1, max: 255 }))
    .map(([w, n]) => `-j TTL --ttl-${w} ${n}`),
  fc.tuple(number(255), number(255)).map(([value, mask]) => `-j TOS --set-tos ${value}/${mask}`),
  number(63).map((n) => `-j DSCP --set-dscp ${n}`),
  number(1500).map((n) => `-p tcp -j TCPMSS --set-mss ${n}`),
  fc.constant('-p tcp -j TCPMSS --clamp-mss-to-pmtu'),
)
/** Options that keep sizes on even offsets, where the kernel's checksum comes out right. */
const option = fc.oneof(
  number(0xffff).map((mss) => `0204${mss.toString(16).padStart(4, '0')}`),
  fc.constantFrom('0101', '04020101', '01030307'),
)
const segment = fc
  .record({
    tos: number(255),
    ttl: fc.integer({ min: 2, max: 255 }),
    seq: number(0xffffffff),
    options: fc.array(option, { maxLength: 6 }).map((all) => all.join('')),
    payload: fc.constantFrom('', '', '6869', '68'),
  })
  .map((fields) =>
    build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 40000, dport: 80, flags: 'S', ...fields }),
  )

describe('whatever a rule changes', () => {
  it('leaves a packet with right checksums, and the trace heard every byte of it', () => {
    fc.assert(
      fc.property(rule, segment, (text, packet) => {
        const { out, events } = through(text, packet)
        expect(ipv4.wellFormed(out)).toBe(true)
        const at = ipv4.payloadAt(out)
        expect(tcp.checksumOk(out, at, out.length, ipv4.src(out), ipv4.dst(out))).toBe(true)
        const replayed = events.reduce((b, e) => (e.kind === 'rewrite' ? applyEdits(b, e.edits) : b), packet)
        expect(toHex(replayed)).toBe(toHex(out))
      }),
    )
  })

  it('is said with the rule that did it', () => {
    const syn = build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'tcp', sport: 1, dport: 80, flags: 'S' })
    const { events } = through('-j TTL --ttl-set 64\n-A FORWARD -j TTL --ttl-set 9', syn)
    expect(events.flatMap((e) => (e.kind === 'rewrite' && e.cause.by === 'rule' ? [e.cause] : []))).toEqual([
      { by: 'rule', rule: { table: 'mangle', chain: 'FORWARD', rule: 1 }, target: 'TTL' },
      { by: 'rule', rule: { table: 'mangle', chain: 'FORWARD', rule: 2 }, target: 'TTL' },
    ])
  })
})
