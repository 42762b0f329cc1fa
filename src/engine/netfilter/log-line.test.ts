import { describe, expect, it } from 'vitest'
import { fromHex } from '../../packet/bytes'
import { createWorld } from '../world'
import fixture from './fixtures/log-lines.json?raw'

interface Recorded {
  name: string
  iptables: string
  /** Whole IPv4 packets, and the lines that they left in the kernel's log. */
  packets: { on: string; hex: string; log: string[] }[]
}

const recorded = JSON.parse(fixture) as Recorded[]

describe("the kernel's log", () => {
  it.each(recorded.map((r) => [r.name, r] as const))('%s', (_, { iptables, packets }) => {
    const lines: string[] = []
    const router = {
      id: 'router',
      interfaces: [
        { name: 'lan0', addresses: ['192.168.1.1/24'] },
        { name: 'wan0', addresses: ['203.0.113.5/24'] },
      ],
      routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
      forward: true,
      iptables,
    }
    const say = (e: { kind: string; line?: string }) => void (e.kind === 'log' && lines.push(e.line ?? ''))
    const world = createWorld({ nodes: [router], links: [] }, { seed: 1, say })
    for (const { on, hex, log } of packets) {
      lines.length = 0
      world.inject('router', on, fromHex(hex) ?? new Uint8Array())
      world.settle()
      expect(lines).toEqual(log)
    }
  })
})
