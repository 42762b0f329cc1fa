import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleScenario } from '../model/sample'
import type { NodeSpec, Scenario } from '../model/scenario'
import { cgnat } from '../scenarios/cgnat'
import { docker } from '../scenarios/docker'
import { clusterIp } from '../scenarios/kubernetes'
import { pointAlong, type Box } from './geometry'
import { layout, wayAlong } from './layout'

const host = (id: string, realm: string): NodeSpec => ({
  id,
  name: id,
  realm,
  kind: 'host',
  interfaces: [{ name: 'eth0', addresses: ['192.168.1.9/24'] }],
})

const crowd = (inside: number, outside: number): Pick<Scenario, 'realms' | 'nodes' | 'links'> => {
  const ins = Array.from({ length: inside }, (_, i) => host(`in${i}`, 'home'))
  const outs = Array.from({ length: outside }, (_, i) => host(`out${i}`, 'net'))
  return {
    realms: sampleScenario.realms,
    nodes: [...ins, sampleScenario.nodes[1], ...outs],
    links: [
      { id: 'lan', kind: 'lan', ends: [...ins.map((n) => `${n.id}.eth0`), 'router.lan0'], latency: 1 },
      { id: 'wan', kind: 'internet', ends: ['router.wan0', ...outs.map((n) => `${n.id}.eth0`)], latency: 1 },
    ],
  }
}

describe('laying out private | router | internet', () => {
  const plan = layout(sampleScenario, { width: 1018, height: 546, em: 14 })

  it('gives the outer panes the design’s width and the router the rest', () => {
    expect(plan.panes.map((p) => [p.realm.id, Math.round(p.width)])).toEqual([
      ['home', 237],
      ['router', 545],
      ['net', 237],
    ])
    expect(plan.panes[1].panels).toEqual(['router'])
  })

  it('draws a wire from the node’s edge to the router’s, both sides', () => {
    const [laptop, server] = [plan.nodes.get('laptop')!, plan.nodes.get('server')!]
    expect(wayAlong(plan, 'lan', 'laptop', 'router')).toEqual([
      { x: laptop.x + laptop.width, y: laptop.y + laptop.height / 2 },
      { x: plan.panes[1].x, y: laptop.y + laptop.height / 2 },
    ])
    const out = wayAlong(plan, 'wan', 'router', 'server')
    expect(out[0].x).toBeCloseTo(plan.panes[2].x)
    expect(out[1].x).toBeCloseTo(server.x)
  })

  it('runs the same wire backwards for the answer', () => {
    expect(wayAlong(plan, 'wan', 'server', 'router')).toEqual(wayAlong(plan, 'wan', 'router', 'server').toReversed())
  })

  it('lets a packet for nobody leave the router, and get nowhere', () => {
    const way = wayAlong(plan, 'wan', 'router', null)
    expect(way[0].x).toBeCloseTo(plan.panes[2].x)
    expect(way[1].x).toBeGreaterThan(way[0].x)
  })

  it('walks a way by its length', () => {
    const way = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 30 },
    ]
    expect(pointAlong(way, 0)).toEqual({ x: 0, y: 0 })
    expect(pointAlong(way, 0.5)).toEqual({ x: 10, y: 10 })
    expect(pointAlong(way, 2)).toEqual({ x: 10, y: 30 })
  })
})

const stage = { width: 1018, height: 510, em: 14 }
const LEAST = { width: 682, height: 418, em: 14 }

describe('several routers', () => {
  const plan = layout(cgnat, stage, { open: 'router-a' })
  const paneOf = (id: string) => plan.panes.find((p) => p.realm.id === id)!

  it('shows the one that is asked for from inside and the others as boxes', () => {
    expect([...plan.panels.keys()]).toEqual(['router-a'])
    expect(plan.nodes.has('router-b') && plan.nodes.has('carrier-nat')).toBe(true)
    const widest = Math.max(...plan.panes.map((p) => p.width))
    expect(paneOf('routers').width).toBe(widest)
    expect(layout(cgnat, stage, { open: 'carrier-nat' }).panes[3].width).toBeGreaterThan(paneOf('carrier').width)
  })

  it('stands each home beside its own router', () => {
    const [laptop, router] = [plan.nodes.get('laptop-b')!, plan.nodes.get('router-b')!]
    expect(Math.abs(laptop.y + laptop.height / 2 - router.y - router.height / 2)).toBeLessThan(router.height / 2)
  })

  it('joins two routers by a way that leaves one edge and ends at the other', () => {
    for (const open of ['router-a', 'router-b', 'carrier-nat']) {
      const drawn = layout(cgnat, stage, { open })
      const way = wayAlong(drawn, 'access', 'router-a', 'carrier-nat')
      const edge = drawn.panels.get('router-a') ?? drawn.nodes.get('router-a')!
      const far = drawn.panels.get('carrier-nat') ?? drawn.nodes.get('carrier-nat')!
      expect(way[0].x).toBeCloseTo(edge.x + edge.width)
      expect(way.at(-1)!.x).toBeCloseTo(far.x)
      expect(way).toEqual(wayAlong(drawn, 'access', 'carrier-nat', 'router-a').toReversed())
    }
  })

  it('leaves the open one room for its road on the least of screens', () => {
    for (const open of ['router-a', 'carrier-nat']) {
      const drawn = layout(cgnat, LEAST, { open })
      expect(drawn.panels.get(open)!.width).toBeGreaterThanOrEqual(20 * LEAST.em)
      expect(drawn.panes.reduce((all, p) => all + p.width, 0)).toBeCloseTo(LEAST.width)
    }
  })

  it('puts a strip for the wire between realms of routers that touch', () => {
    const touching = { ...cgnat, realms: cgnat.realms.filter((r) => r.id !== 'carrier-net') }
    expect(layout(touching, stage).panes.map((p) => p.between ?? false)).toEqual([false, false, true, false, false])
  })
})

describe('machines within a machine', () => {
  it('are framed together with their host, and hang on its bridge', () => {
    const plan = layout(docker, stage)
    const [host] = plan.hosts
    expect(host).toMatchObject({ node: 'docker-host', bridge: 'docker0' })
    const router = plan.panels.get('docker-host')!
    for (const box of [plan.nodes.get('web')!, plan.nodes.get('worker')!])
      expect(box.x > host.x && box.y > host.y && box.y + box.height < host.y + host.height).toBe(true)
    expect(host.x + host.width).toBeLessThanOrEqual(router.x + router.width)
    expect(plan.nodes.get('server')!.x).toBeGreaterThan(host.x + host.width)
  })

  it('hang on no bridge where each has a wire of its own', () => {
    expect(layout(clusterIp, stage).hosts.map(({ node, bridge }) => [node, bridge])).toEqual([
      ['node-1', undefined],
      ['node-2', undefined],
    ])
  })

  it('get a frame each where several machines have some, one above the other', () => {
    const again = docker.nodes.map((n) => (n.id === 'docker-host' ? { ...n, id: 'second' } : n))
    const nodes = [
      ...docker.nodes,
      ...again.filter((n) => n.id === 'second'),
      { ...docker.nodes[0], id: 'a', within: 'second' },
      { ...docker.nodes[0], id: 'b', within: 'second' },
    ]
    const bridge = { ...docker.links[0], id: 'bridge2', ends: ['a.eth0', 'b.eth0', 'second.docker0'] }
    for (const open of ['docker-host', 'second']) {
      const plan = layout({ ...docker, nodes, links: [...docker.links, bridge] }, stage, { open })
      const [first, second] = plan.hosts
      expect(first.y + first.height).toBeLessThanOrEqual(second.y + 12)
    }
  })
})

describe('whatever the scenario and the size', () => {
  const inside = (a: Box, width: number, height: number) =>
    a.x >= -0.01 && a.y >= 0 && a.x + a.width <= width + 0.01 && a.y + a.height <= height + 0.01

  it('keeps nodes on the stage, in their pane, and apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 560, max: 2000 }),
        fc.integer({ min: 420, max: 1000 }),
        (ins, outs, width, height) => {
          const plan = layout(crowd(ins, outs), { width, height, em: 14 })
          expect(plan.panes.reduce((all, p) => all + p.width, 0)).toBeCloseTo(width)
          const boxes = [...plan.nodes.values()]
          for (const box of boxes) {
            expect(inside(box, width, height)).toBe(true)
            const pane = plan.panes[box.pane]
            expect(box.x >= pane.x && box.x + box.width <= pane.x + pane.width).toBe(true)
            for (const other of boxes)
              if (other !== box && other.pane === box.pane)
                expect(
                  other.y >= box.y + box.height ||
                    other.y + other.height <= box.y ||
                    other.x >= box.x + box.width ||
                    other.x + other.width <= box.x,
                ).toBe(true)
          }
        },
      ),
    )
  })

  it('moves a node as far as it is dragged, but not out of its realm', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 }), (x, y) => {
        const still = layout(cgnat, stage)
        const plan = layout(cgnat, stage, { moved: { 'laptop-a': { x, y } } })
        const [box, pane] = [plan.nodes.get('laptop-a')!, plan.panes[0]]
        expect(box.x >= pane.x && box.x + box.width <= pane.x + pane.width).toBe(true)
        expect(box.y >= 0 && box.y + box.height <= stage.height).toBe(true)
        expect(plan.nodes.get('laptop-b')).toMatchObject({ x: still.nodes.get('laptop-b')!.x })
      }),
    )
  })

  it('joins two hosts of one wire by way of the line where its ends meet', () => {
    const plan = layout(crowd(2, 1), { width: 1018, height: 546, em: 14 })
    const way = wayAlong(plan, 'lan', 'in0', 'in1')
    expect(way).toHaveLength(4)
    expect(way[1].x).toBe(way[2].x)
    expect(way[0].y).toBe(way[1].y)
  })
})
