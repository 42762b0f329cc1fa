import { describe, expect, it } from 'vitest'
import { fromHex, setU32, toHex } from '../../packet/bytes'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { createWorld } from '../world'
import fixture from './fixtures/ip-options.json?raw'
import { OPTION } from './options'

/** A packet into lan0, and what Linux 6.18 sent: on which interface, and its bytes. */
interface Recorded {
  name: string
  iptables: string
  mtu: number
  hex: string
  out: [on: string, hex: string][]
}

const recorded = JSON.parse(fixture) as Recorded[]
const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

/** What does not depend on the time of day, or on a random id: of an error about options, which byte was wrong. */
function told(on: string, b: Uint8Array): string {
  if (on === 'lan0')
    return `${on}: ICMP ${icmp.type(b, ipv4.payloadAt(b))} about byte ${icmp.rest(b, ipv4.payloadAt(b)) >>> 24}`
  const stamps = b[ipv4.OFFSET.OPTIONS] === OPTION.TIMESTAMP
  if (stamps) {
    setU32(b, b[22] + 20 - 5, 0)
    b.fill(0, ipv4.OFFSET.CHECKSUM, ipv4.OFFSET.SRC)
  }
  return `${on}: ${toHex(b)}`
}

describe('IP options on their way through', () => {
  it.each(recorded.map((r) => [r.name, r] as const))('%s', (_, { iptables, mtu, hex, out }) => {
    const router = {
      id: 'router',
      interfaces: [
        { name: 'lan0', addresses: ['192.168.1.1/24'] },
        { name: 'wan0', addresses: ['203.0.113.5/24'], mtu },
      ],
      routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
      forward: true,
      iptables,
    }
    const world = createWorld({ nodes: [router], links: [] }, { seed: 1 })
    world.inject('router', 'lan0', bytes(hex))
    world.settle()
    const sent = world.drainTaps().map(({ iface, bytes: b }) => told(iface, b))
    expect(sent).toEqual(out.map(([on, h]) => told(on, bytes(h))))
  })
})
