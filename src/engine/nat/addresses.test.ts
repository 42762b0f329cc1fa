import { expect, test } from 'vitest'
import { address, formatAddress } from '../../packet/address'
import { chooseAddress } from './addresses'
import type { NatRange } from './range'

const range = (from: string, to: string, persistent = false): NatRange => ({
  addresses: { from: address(from), to: address(to) },
  ports: null,
  persistent,
})
const choose = (src: string, dst: string, r: NatRange) =>
  formatAddress(chooseAddress(Int32Array.of(address(src), address(dst), 0, 0), r, 'src'))

// As Linux 6.18.44 chose for `SNAT --to-source 203.0.113.10-203.0.113.29`.
test.each([
  ['192.168.1.10', '198.51.100.4', '203.0.113.17'],
  ['192.168.1.11', '198.51.100.5', '203.0.113.15'],
  ['192.168.1.12', '198.51.100.6', '203.0.113.24'],
  ['192.168.1.13', '198.51.100.7', '203.0.113.13'],
  ['192.168.1.10', '198.51.100.11', '203.0.113.26'],
  ['192.168.1.10', '198.51.100.18', '203.0.113.29'],
])('%s to %s leaves as %s', (src, dst, as) => {
  expect(choose(src, dst, range('203.0.113.10', '203.0.113.29'))).toBe(as)
})

// And for `SNAT --to-source 203.0.113.40-203.0.113.90 --persistent`.
test.each([
  ['192.168.1.10', '203.0.113.86'],
  ['192.168.1.11', '203.0.113.88'],
  ['192.168.1.16', '203.0.113.61'],
])('--persistent: %s leaves as %s towards everybody', (src, as) => {
  for (const dst of ['198.51.100.4', '198.51.100.18']) {
    expect(choose(src, dst, range('203.0.113.40', '203.0.113.90', true))).toBe(as)
  }
})
