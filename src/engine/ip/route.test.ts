import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address, formatAddress, inPrefix, prefix } from '../../packet/address'
import type { RouteSpec } from '../../model/scenario'
import type { Iface } from '../node'
import { createRoutes } from './route'

const iface = (index: number, name: string, ...addresses: string[]): Iface => ({
  index,
  name,
  mtu: 1500,
  addresses: addresses.map((text) => ({ address: prefix(text).address, prefix: prefix(text).bits })),
})
const ifaces = [
  iface(1, 'lo', '127.0.0.1/8'),
  iface(2, 'lan0', '192.168.1.1/24'),
  iface(3, 'wan0', '203.0.113.5/24', '203.0.113.6/24'),
]
const routes: RouteSpec[] = [
  { to: 'default', via: '203.0.113.1', dev: 'wan0' },
  { to: '10.0.0.0/8', via: '192.168.1.254' },
  { to: '10.9.0.0/16', type: 'blackhole' },
  { to: '10.9.9.0/24', dev: 'lan0' },
  { to: '10.8.0.0/16', type: 'unreachable' },
]
const table = createRoutes(ifaces, routes)

/** As `ip route get` would put it. */
function get(destination: string): string {
  const route = table.lookup(address(destination))
  if (!route) return 'unreachable net'
  const { type, dev, via, source } = route
  const parts = [
    type,
    via && `via ${formatAddress(via)}`,
    dev && `dev ${dev.name}`,
    source && `src ${formatAddress(source)}`,
  ]
  return parts.filter(Boolean).join(' ')
}

describe('the routing table', () => {
  test.each([
    ['192.168.1.10', 'unicast dev lan0 src 192.168.1.1'],
    ['198.51.100.4', 'unicast via 203.0.113.1 dev wan0 src 203.0.113.5'],
    ['192.168.1.1', 'local dev lan0 src 192.168.1.1'],
    ['203.0.113.6', 'local dev wan0 src 203.0.113.5'],
    ['127.8.8.8', 'local dev lo src 127.0.0.1'],
    ['192.168.1.255', 'broadcast dev lan0 src 192.168.1.1'],
    ['10.1.2.3', 'unicast via 192.168.1.254 dev lan0 src 192.168.1.1'],
    ['10.9.1.1', 'blackhole'],
    ['10.9.9.9', 'unicast dev lan0 src 192.168.1.1'],
    ['10.8.1.1', 'unreachable'],
  ])('%s → %s', (destination, found) => expect(get(destination)).toBe(found))

  test('without a default route the rest of the world is unreachable', () => {
    const bare = createRoutes(ifaces, [])
    expect(bare.lookup(address('198.51.100.4'))).toBeNull()
    expect(createRoutes(ifaces, [{ to: 'default', type: 'throw' }]).lookup(address('198.51.100.4'))).toBeNull()
  })

  test('a route that no interface leads to is refused', () => {
    expect(() => createRoutes(ifaces, [{ to: 'default', via: '172.16.0.1' }])).toThrow('172.16.0.1')
    expect(() => createRoutes(ifaces, [{ to: 'default', via: '192.168.1.2', dev: 'eth9' }])).toThrow('eth9')
  })

  test('kinds of addresses, over all devices or one', () => {
    const [, lan] = ifaces
    expect(table.addressType(address('203.0.113.5'))).toBe('LOCAL')
    expect(table.addressType(address('203.0.113.5'), lan)).toBe('UNICAST')
    expect(table.addressType(address('203.0.113.255'))).toBe('BROADCAST')
    expect(table.addressType(address('255.255.255.255'))).toBe('BROADCAST')
    expect(table.addressType(address('224.0.0.1'))).toBe('MULTICAST')
    expect(table.addressType(address('198.51.100.4'))).toBe('UNICAST')
  })

  test('the longest of the prefixes that hold the address wins', () => {
    const spec = fc.record({ at: fc.nat(0xffffffff), bits: fc.integer({ min: 1, max: 32 }) })
    fc.assert(
      fc.property(fc.array(spec, { maxLength: 12 }), fc.nat(0xffffffff), (specs, anywhere) => {
        const prefixes = specs.map(({ at, bits }) => ({ address: at, bits }))
        const bare = createRoutes(
          [iface(1, 'lo')],
          prefixes.map((p) => ({ to: `${formatAddress(p.address)}/${p.bits}`, type: 'blackhole' as const })),
        )
        for (const destination of [anywhere, ...prefixes.map((p) => p.address)]) {
          const holding = prefixes.filter((p) => inPrefix(destination, p)).map((p) => p.bits)
          expect(bare.lookup(destination)?.prefix.bits ?? 0).toBe(Math.max(0, ...holding))
        }
      }),
    )
  })
})
