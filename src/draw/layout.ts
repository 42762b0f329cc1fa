/**
 * The stage's geometry: realms become panes from left to right, nodes are stacked in their pane, and
 * each end of a link gets a wire to the router it hangs on. All lengths are CSS pixels in the stage's box.
 */
import { scalePoint, sum } from 'd3'
import type { LinkSpec, NodeSpec, Realm, Scenario } from '../model/scenario'

export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

export interface Frame {
  width: number
  height: number
  /** Size of one em of the body text; boxes grow with it (projector theme). 14 is the design's. */
  em: number
}

export interface PaneBox {
  realm: Realm
  x: number
  width: number
  /** Nodes that are the pane itself: the routers of a router realm. */
  panels: string[]
  /** Nodes drawn as boxes inside it. */
  cards: string[]
}

export interface NodeBox extends Box {
  id: string
  pane: number
  /** Room under the node where its packets stand, down to the next node or the pane's end. */
  berth: Box
}

/** One end of a link: from the node's edge to the point where the link's ends meet. */
export interface Wire {
  link: string
  /** "node.interface" */
  end: string
  node: string
  from: Point
  to: Point
}

export interface Layout {
  panes: PaneBox[]
  nodes: ReadonlyMap<string, NodeBox>
  wires: Wire[]
}

export const nodeOfEnd = (end: string): string => end.slice(0, end.lastIndexOf('.'))

/** Distances in em of the body text. */
const NODE_TOP = 6
const NODE_HEIGHT = 4.2
const NODE_SPACING = 14
const NODE_WIDTH = 10.8
const PANE_WIDTH = 16.9
const MARGIN = 1.6
const BERTH_GAP = 1
const FOOT = 1
/** A packet's card needs this much under the last node. */
const CARD_ROOM = 10.6

/** With `one`, each pane is as wide as the frame, side by side: a narrow screen shows one and slides. */
export function layout(scenario: Pick<Scenario, 'realms' | 'nodes' | 'links'>, frame: Frame, one = false): Layout {
  const panes = layPanes(scenario, frame, one)
  const nodes = new Map<string, NodeBox>()
  panes.forEach((pane, index) => {
    for (const box of layNodes(pane, index, panes, frame)) nodes.set(box.id, box)
  })
  return { panes, nodes, wires: scenario.links.flatMap((link) => layWires(link, panes, nodes, frame)) }
}

/** A router's pane takes what the others leave; the others are as wide as in the design, or narrower together. */
function layPanes(scenario: Pick<Scenario, 'realms' | 'nodes'>, { width, em }: Frame, one: boolean): PaneBox[] {
  const routers = scenario.realms.filter((r) => r.kind === 'router').length
  const others = scenario.realms.length - routers
  const share =
    routers === 0 ? width / Math.max(1, others) : Math.min(PANE_WIDTH * em, (width * 0.48) / Math.max(1, others))
  const wide = routers === 0 ? 0 : (width - share * others) / routers
  let x = 0
  return scenario.realms.map((realm) => {
    const mine = scenario.nodes.filter((n) => n.realm === realm.id)
    const isPanel = (n: NodeSpec) => realm.kind === 'router' && n.kind === 'router'
    const pane: PaneBox = {
      realm,
      x,
      width: one ? width : realm.kind === 'router' ? wide : share,
      panels: mine.filter(isPanel).map((n) => n.id),
      cards: mine.filter((n) => !isPanel(n)).map((n) => n.id),
    }
    x += pane.width
    return pane
  })
}

function layNodes(pane: PaneBox, index: number, panes: PaneBox[], { height, em }: Frame): NodeBox[] {
  const width = Math.min(NODE_WIDTH * em, pane.width - 2.3 * em)
  // Nodes lean away from the nearest router, so that their wires have room.
  const right = panes.slice(index + 1).some((p) => p.panels.length > 0)
  const left = panes.slice(0, index).some((p) => p.panels.length > 0)
  const margin = Math.min(MARGIN * em, (pane.width - width) * 0.25)
  const x =
    right && left ? pane.x + (pane.width - width) / 2 : left ? pane.x + pane.width - margin - width : pane.x + margin
  const top = NODE_TOP * em
  const edge = Math.min(0.7 * em, pane.width * 0.03)
  const room = height - top - (NODE_HEIGHT + CARD_ROOM + FOOT) * em
  const last = Math.min(
    (pane.cards.length - 1) * NODE_SPACING * em,
    Math.max(room, (pane.cards.length - 1) * (NODE_HEIGHT + 0.6) * em),
  )
  const place = scalePoint(pane.cards, [top, top + last])
  return pane.cards.map((id, i) => {
    const y = pane.cards.length === 1 ? top : place(id)!
    const bottom = y + NODE_HEIGHT * em
    const until = i + 1 < pane.cards.length ? place(pane.cards[i + 1])! : height - FOOT * em
    const start = bottom + BERTH_GAP * em
    return {
      id,
      pane: index,
      x,
      y,
      width,
      height: NODE_HEIGHT * em,
      berth: {
        x: pane.x + edge,
        y: start,
        width: pane.width - 2 * edge,
        height: Math.max(0, until - start - 0.4 * em),
      },
    }
  })
}

function layWires(link: LinkSpec, panes: PaneBox[], nodes: ReadonlyMap<string, NodeBox>, { em }: Frame): Wire[] {
  const panelOf = (node: string) => panes.findIndex((p) => p.panels.includes(node))
  const panels = link.ends.filter((end) => panelOf(nodeOfEnd(end)) >= 0)
  const boxes = link.ends.flatMap((end) => nodes.get(nodeOfEnd(end)) ?? [])
  // Without a router in it, a link's ends meet at a line between (or beside) their nodes.
  const meeting = sum(boxes, (b) => b.x + b.width / 2) / Math.max(1, boxes.length)
  return link.ends.map((end) => {
    const node = nodeOfEnd(end)
    const box = nodes.get(node)
    if (!box) {
      const pane = panes[panelOf(node)]
      const peers = link.ends.filter((other) => other !== end).map(nodeOfEnd)
      const other = peers.map((id) => nodes.get(id)).find((b) => b !== undefined)
      const otherX = other ? other.x : panes[panelOf(peers.find((id) => panelOf(id) >= 0) ?? node)].x
      const y = other ? other.y + other.height / 2 : (NODE_TOP + NODE_HEIGHT / 2) * em
      const x = otherX < pane.x + pane.width / 2 ? pane.x : pane.x + pane.width
      return { link: link.id, end, node, from: { x, y }, to: { x, y } }
    }
    const y = box.y + box.height / 2
    const centre = box.x + box.width / 2
    const edges = panels.map((p) => panes[panelOf(nodeOfEnd(p))]).map((p) => (p.x > centre ? p.x : p.x + p.width))
    const to =
      edges.length > 0
        ? edges.reduce((a, b) => (Math.abs(b - centre) < Math.abs(a - centre) ? b : a))
        : busX(box, boxes, meeting, em)
    return { link: link.id, end, node, from: { x: to > centre ? box.x + box.width : box.x, y }, to: { x: to, y } }
  })
}

const busX = (box: NodeBox, boxes: NodeBox[], meeting: number, em: number): number =>
  boxes.every((b) => b.pane === box.pane) ? box.x + box.width + 1.2 * em : meeting

/**
 * The way of a packet along a link, from one node's edge to the other's. Where nobody is at the far
 * end (`to` null) it ends where the link's ends meet.
 */
export function wayAlong(plan: Layout, link: string, from: string, to: string | null): Point[] {
  const wires = plan.wires.filter((w) => w.link === link)
  const a = wires.find((w) => w.node === from)
  const b = to === null ? undefined : wires.find((w) => w.node === to)
  if (!a) return []
  if (!b) return isPanel(plan, from) ? [a.from, outward(plan, a, wires)] : [a.from, a.to]
  // A router's edge is met at the height of the node at the other end.
  if (isPanel(plan, from) && !isPanel(plan, to!)) return [b.to, b.from]
  if (isPanel(plan, to!) && !isPanel(plan, from)) return [a.from, a.to]
  return dedupe([a.from, a.to, b.to, b.from])
}

const isPanel = (plan: Layout, node: string) => !plan.nodes.has(node)

/** A few steps out of a router's edge, along a wire if there is one. */
function outward(plan: Layout, edge: Wire, wires: Wire[]): Point {
  const spoke = wires.find((w) => !isPanel(plan, w.node))
  const pane = plan.panes.find((p) => p.panels.includes(edge.node))!
  const away = edge.from.x > pane.x + pane.width / 2 ? 1 : -1
  return { x: spoke ? spoke.from.x : edge.from.x + away * 60, y: edge.from.y }
}

const dedupe = (points: Point[]): Point[] =>
  points.filter((p, i) => i === 0 || p.x !== points[i - 1].x || p.y !== points[i - 1].y)

/** The point at `part` (0…1) of a way's length. */
export function pointAlong(way: readonly Point[], part: number): Point {
  const lengths = way.slice(1).map((p, i) => Math.hypot(p.x - way[i].x, p.y - way[i].y))
  let left = Math.max(0, Math.min(1, part)) * sum(lengths)
  for (const [i, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const f = left / length
      return { x: way[i].x + (way[i + 1].x - way[i].x) * f, y: way[i].y + (way[i + 1].y - way[i].y) * f }
    }
    left -= length
  }
  return way.at(-1) ?? { x: 0, y: 0 }
}
