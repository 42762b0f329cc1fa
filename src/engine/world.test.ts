/** Hosts on wires; what happens is drawn as tcpdump would print it, at the place where it happens. */
import { describe, expect, test } from 'vitest'
import { build } from '../packet/build'
import { line } from '../packet/line'
import type { Command } from '../model/command'
import { MILLISECOND, SECOND } from '../model/time'
import type { TraceEvent } from '../model/trace'
import type { MachineSpec } from './machine'
import { createWorld, type WorldSpec } from './world'

const host = (id: string, address: string, via?: string, more: Partial<MachineSpec> = {}): MachineSpec => ({
  id,
  interfaces: [{ name: 'eth0', addresses: [address] }],
  routes: via === undefined ? [] : [{ to: 'default', via, dev: 'eth0' }],
  ...more,
})

function play(spec: WorldSpec, commands: Command[]) {
  const events: TraceEvent[] = []
  const world = createWorld(spec, { seed: 1, say: (e) => events.push(e) })
  for (const command of commands) world.schedule({ when: { time: 0 }, command })
  return {
    world,
    events,
    /** Packets as they were born and where, with the time in milliseconds. */
    born: () => events.flatMap((e) => (e.kind === 'packet' ? `${e.t / MILLISECOND} ${e.node} ${line(e.bytes)}` : [])),
    drops: () => events.flatMap((e) => (e.kind === 'drop' ? `${e.t / MILLISECOND} ${e.node} ${e.reason}` : [])),
    outcome: (node: string) =>
      events
        .flatMap((e) => (e.kind === 'socket' && e.node === node ? (e.socket.outcome ?? e.socket.state) : []))
        .at(-1),
    refusals: () => events.flatMap((e) => (e.kind === 'refused' ? e.message : [])),
  }
}

const lan = (...ends: string[]) => ({ id: 'lan', kind: 'lan' as const, ends, latency: MILLISECOND })
const net = (...ends: string[]) => ({ id: 'net', kind: 'internet' as const, ends, latency: 10 * MILLISECOND })

describe('a lan', () => {
  const pair: WorldSpec = {
    nodes: [host('a', '192.168.1.10/24'), host('b', '192.168.1.11/24'), host('c', '192.168.1.12/24')],
    links: [lan('a.eth0', 'b.eth0', 'c.eth0')],
  }

  test('delivers to the end that has the address, after its latency, and to nobody else', () => {
    const p = play(pair, [{ do: 'ping', node: 'a', dst: '192.168.1.12', id: 7 }])
    p.world.runUntil(SECOND)
    expect(p.born()).toEqual([
      '0 a 192.168.1.10 > 192.168.1.12: ICMP echo request, id 7, seq 1, length 64',
      '1 c 192.168.1.12 > 192.168.1.10: ICMP echo reply, id 7, seq 1, length 64',
    ])
    expect(p.events.flatMap((e) => (e.kind === 'enter' ? [[e.t / MILLISECOND, e.node]] : []))).toEqual([
      [1, 'c'],
      [2, 'a'],
    ])
    expect(p.outcome('a')).toBe('answered')
  })

  test('nobody has the address: after three seconds of asking, the sender tells itself', () => {
    const p = play(pair, [{ do: 'udp', node: 'a', dst: '192.168.1.77', dport: 9, sport: 5000 }])
    p.world.runUntil(2.9 * SECOND)
    expect(p.drops()).toEqual([])
    p.world.runUntil(10 * SECOND)
    expect(p.drops()).toEqual(['3000 a no-neighbour'])
    expect(p.born()[1]).toContain('3000 a 192.168.1.10 > 192.168.1.10: ICMP host 192.168.1.77 unreachable')
    expect(p.outcome('a')).toBe('unreachable')
  })

  test('a broadcast reaches all, its sender too, each with a packet of its own', () => {
    const p = play(pair, [
      { do: 'packet', node: 'a', packet: { src: '192.168.1.10', dst: '192.168.1.255', proto: 'udp' } },
    ])
    p.world.runUntil(SECOND)
    const entered = p.events.flatMap((e) => (e.kind === 'enter' ? [[e.node, e.pkt]] : []))
    expect(entered).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 3],
    ])
  })
})

describe('the internet', () => {
  const world: WorldSpec = {
    nodes: [
      host('a', '203.0.113.5/24', '203.0.113.1'),
      host('b', '198.51.100.4/24', '198.51.100.1', { services: [{ proto: 'tcp', port: 80, app: 'http' }] }),
      host('inside', '192.168.1.10/24', '192.168.1.1'),
    ],
    links: [net('a.eth0', 'b.eth0', 'inside.eth0')],
  }

  test('carries a packet to whoever has its destination', () => {
    const p = play(world, [{ do: 'tcp', node: 'a', dst: '198.51.100.4', dport: 80, sport: 4000 }])
    p.world.runUntil(SECOND)
    expect(p.outcome('a')).toBe('answered')
    const flags = p.born().map((text) => /^(\S+ \S).*Flags \[(.*?)\]/.exec(text)?.slice(1).join(' '))
    expect(flags).toEqual([
      '0 a S',
      '10 b S.',
      '20 a .',
      '20 a P.',
      '30 b .',
      '32 b P.',
      '42 a .',
      '43 a F.',
      '53 b .',
      '55 b F.',
      '65 a .',
    ])
  })

  test('loses what goes to a private address, though its owner is there', () => {
    const p = play(world, [{ do: 'udp', node: 'a', dst: '192.168.1.10', dport: 9 }])
    p.world.runUntil(SECOND)
    expect(p.drops()).toEqual(['10 a lost-private'])
  })

  test('loses what goes to nobody', () => {
    const p = play(world, [{ do: 'udp', node: 'a', dst: '192.0.2.1', dport: 9 }])
    p.world.runUntil(SECOND)
    expect(p.drops()).toEqual(['10 a lost-nobody'])
  })

  test('a closed port refuses', () => {
    const p = play(world, [{ do: 'tcp', node: 'a', dst: '198.51.100.4', dport: 81 }])
    p.world.runUntil(SECOND)
    expect(p.outcome('a')).toBe('refused')
  })

  test('a UDP port without a program: the sender hears that it was refused', () => {
    const p = play(world, [{ do: 'udp', node: 'a', dst: '198.51.100.4', dport: 9, payload: 'hello' }])
    p.world.runUntil(SECOND)
    expect(p.outcome('a')).toBe('refused')
  })
})

describe('a node on its own', () => {
  const alone: WorldSpec = {
    nodes: [host('a', '192.168.1.10/24', undefined, { services: [{ proto: 'tcp', port: 80, app: 'http' }] })],
    links: [],
  }

  test.each(['127.0.0.1', '192.168.1.10'])('talks to itself at %s through lo, and nothing leaves', (dst) => {
    const p = play(alone, [{ do: 'tcp', node: 'a', dst, dport: 80 }])
    p.world.runUntil(SECOND)
    expect(p.events.some((e) => e.kind === 'socket' && e.socket.outcome === 'answered')).toBe(true)
    expect(p.events.flatMap((e) => (e.kind === 'enter' ? e.iface : [])).every((iface) => iface === 'lo')).toBe(true)
    expect(p.world.drainTaps()).toEqual([])
  })

  test.each<[string, Command, string]>([
    ['no route', { do: 'tcp', node: 'a', dst: '198.51.100.4', dport: 80 }, 'Network is unreachable'],
    [
      'a source that is not its own',
      { do: 'udp', node: 'a', src: '10.0.0.1', dst: '192.168.1.9', dport: 1 },
      'Cannot assign',
    ],
    ['no address at all', { do: 'ping', node: 'a', dst: 'example' }, 'not an IPv4 address'],
    [
      'a setting that Linux has not',
      { do: 'sysctl', node: 'a', name: 'net.ipv4.nonsense', value: 1 },
      'unknown sysctl',
    ],
    ['a packet that cannot be', { do: 'packet', node: 'a', packet: { src: '1', dst: '2', proto: 'tcp' } }, 'src'],
  ])('%s is refused in words', (_, command, words) => {
    const p = play(alone, [command])
    p.world.runUntil(SECOND)
    expect(p.refusals().join()).toContain(words)
  })
})

describe('a world', () => {
  const router: MachineSpec = {
    id: 'r',
    kind: 'router',
    interfaces: [
      { name: 'lan0', addresses: ['192.168.1.1/24'] },
      { name: 'wan0', addresses: ['203.0.113.5/24'] },
    ],
    routes: [{ to: 'default', via: '203.0.113.1', dev: 'wan0' }],
  }
  const udp = build({ src: '192.168.1.10', dst: '198.51.100.4', proto: 'udp', sport: 1, dport: 2 })

  test('interfaces without a link are taps', () => {
    const world = createWorld({ nodes: [router], links: [] }, { seed: 1 })
    world.inject('r', 'lan0', udp)
    world.settle()
    expect(world.drainTaps()).toMatchObject([{ node: 'r', iface: 'wan0' }])
    expect(world.drainTaps()).toEqual([])
    expect(() => world.inject('r', 'lo', udp)).toThrow('no tap')
  })

  test('a long silence is said', () => {
    const p = play({ nodes: [host('a', '192.168.1.10/24')], links: [] }, [])
    p.world.schedule({ when: { time: 90 * SECOND }, command: { do: 'ping', node: 'a', dst: '127.0.0.1' } })
    p.world.runUntil(91 * SECOND)
    expect(p.events.slice(0, 2)).toMatchObject([
      { kind: 'pass', from: 0, t: 90 * SECOND },
      { kind: 'command', t: 90 * SECOND },
    ])
  })

  test.each<[string, WorldSpec, string]>([
    ['two nodes of one name', { nodes: [router, router], links: [] }, 'two nodes'],
    ['a link to nowhere', { nodes: [router], links: [lan('r.lan9')] }, 'r.lan9'],
    ['an interface on two links', { nodes: [router], links: [lan('r.lan0'), lan('r.lan0')] }, 'two links'],
    ['an address without a prefix', { nodes: [host('a', 'x')], links: [] }, 'node "a"'],
    ['rules that do not parse', { nodes: [{ ...router, iptables: '*nat\nnonsense\n' }], links: [] }, 'line 2'],
    ['a setting that Linux has not', { nodes: [{ ...router, sysctl: { 'net.x': 1 } }], links: [] }, 'net.x'],
  ])('%s cannot be', (_, spec, words) => {
    expect(() => createWorld(spec, { seed: 1 })).toThrow(words)
  })
})
