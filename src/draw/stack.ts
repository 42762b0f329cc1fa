/** Where the boxes of a pane stand: stacked, beside the router they hang on, or in a grid when they are many. */
import type { Scenario } from '../model/scenario'
import { clamp, middle, type Box, type Frame } from './geometry'
import type { PaneBox } from './panes'

export interface NodeBox extends Box {
  id: string
  pane: number
  /** How much it shows: name and address one above the other, both smaller, or in one line. */
  size: 'full' | 'small' | 'line'
  /** Room where its packets stand: down to the next node or the pane's end; above it, if there is none below. */
  berth: Box & { above?: boolean }
}

/** How far a person has moved a node from its place, in em. */
export type Shift = { x: number; y: number }

/** em */
const TOP = { usual: 6, low: 4.4 }
/** Lower than this, nodes begin right under their pane's head. */
const LOW = 33
const HEIGHT = 4.2
const WIDTH = 10.8
const SPACING = 15
const GAP = 0.6
const MARGIN = 1.6
const BERTH_GAP = 1
const FOOT = 1
/** A packet's card needs this much under the last node. */
const CARD_ROOM = 8.9
/** An open card at a host. */
const CARD = 5.2
/** Under the head of a pane with several routers; a router as a box with its addresses. */
const HEAD = 2.9
const CRATE = 5.8
/** Where the open one would have less than this, the others say only their name. */
const OPEN_LEAST = 23.5
const SLIM = 2.6
/** Between the frames around machines that have others in them. */
const FRAME_GAP = 0.9
const CELL = { top: 4.6, full: 2.9, gap: 0.35, width: 6.6 }

export interface Stacked {
  nodes: Map<string, NodeBox>
  /** The boxes of the routers shown from inside. */
  panels: Map<string, Box>
}

export function layNodes(
  scenario: Pick<Scenario, 'nodes' | 'links'>,
  panes: PaneBox[],
  frame: Frame,
  one: boolean,
  moved: Readonly<Record<string, Shift>> = {},
): Stacked {
  const panels = new Map<string, Box>()
  const boxes = new Map<string, Box & { pane: number; size: NodeBox['size'] }>()
  const put = (pane: number, placed: Map<string, Box>, size: NodeBox['size'] = 'full') => {
    for (const [id, box] of placed) boxes.set(id, { ...box, pane, size })
  }
  panes.forEach((pane, i) => {
    if (pane.realm.kind === 'router') put(i, ...crates(scenario, pane, frame, one, panels))
  })
  panes.forEach((pane, i) => {
    if (pane.realm.kind === 'router' || pane.cards.length === 0) return
    const x = leaning(pane, i, panes, frame.em)
    const wanted = (!one && beside(scenario, pane, frame, panels, boxes)) || spread(pane, frame)
    const apart = unstack(wanted, frame)
    if (!apart) return put(i, ...grid(pane, frame))
    put(i, new Map(pane.cards.map((id) => [id, { ...x, y: apart.get(id)!, height: HEIGHT * frame.em }])))
  })
  for (const [id, shift] of Object.entries(moved)) {
    const box = boxes.get(id)
    if (box) Object.assign(box, shifted(box, shift, panes[box.pane], frame))
  }
  const nodes = new Map<string, NodeBox>()
  for (const pane of panes)
    for (const id of pane.cards) {
      const box = boxes.get(id)
      if (box) nodes.set(id, { id, ...box, berth: berthOf(box, pane, [...boxes.values()], frame) })
    }
  return { nodes, panels }
}

/** Routers as boxes, and the open one in what they leave. */
function crates(
  { nodes }: Pick<Scenario, 'nodes'>,
  pane: PaneBox,
  { height, em }: Frame,
  one: boolean,
  panels: Map<string, Box>,
): [Map<string, Box>, NodeBox['size']] {
  const placed = new Map<string, Box>()
  const width = Math.min(WIDTH * em, pane.width - 0.8 * em)
  const x = pane.x + (pane.width - width) / 2
  // As much room as the machines within it need beside it, where those stand beside it.
  const guests = (id: string) => (one ? 0 : nodes.filter((n) => n.within === id).length)
  const left = height / em - HEAD - FOOT / 2 - pane.cards.length * (CRATE + 0.7)
  const slim = pane.panels.length > 0 && left < OPEN_LEAST && !pane.cards.some(guests)
  const tall = slim ? SLIM : CRATE
  const crate = (id: string, y: number) => placed.set(id, { x, y, width, height: tall * em })
  const [big] = pane.panels
  if (big === undefined) {
    const band = (height - HEAD * em) / Math.max(1, pane.cards.length)
    pane.cards.forEach((id, i) =>
      crate(id, clamp(HEAD * em + band * (i + 0.5) - (CRATE / 2) * em, HEAD * em, height - (CRATE + FOOT) * em)),
    )
    return [placed, 'full']
  }
  const rank = (id: string) => nodes.findIndex((n) => n.id === id)
  const above = pane.cards.filter((id) => rank(id) < rank(big))
  const below = pane.cards.filter((id) => rank(id) > rank(big))
  const step = (id: string) => Math.max(tall + 0.7, guests(id) * (HEIGHT + GAP) + 1.6) * em
  const into = (id: string, from: number) => crate(id, from + (step(id) - tall * em) / 2)
  let top = HEAD * em
  for (const id of above) {
    into(id, top)
    top += step(id)
  }
  let foot = FOOT * em * 0.5
  for (const id of below.toReversed()) {
    foot += step(id)
    into(id, height - foot)
  }
  if (pane.cards.length === 0) panels.set(big, { x: pane.x, y: 0, width: pane.width, height })
  else {
    const side = 0.6 * em
    if (below.some(guests)) foot += FRAME_GAP * em
    const room = Math.max(0, height - top - foot)
    panels.set(big, { x: pane.x + side, y: top, width: pane.width - 2 * side, height: room })
  }
  return [placed, slim ? 'line' : 'full']
}

const isRouters = (pane: PaneBox): boolean => pane.realm.kind === 'router'

/** Nodes lean away from the nearest router, so that their wires have room. */
function leaning(pane: PaneBox, index: number, panes: PaneBox[], em: number): { x: number; width: number } {
  const width = Math.min(WIDTH * em, pane.width - Math.min(2.3 * em, pane.width * 0.12))
  const right = panes.slice(index + 1).some(isRouters)
  const left = panes.slice(0, index).some(isRouters)
  const margin = Math.min(MARGIN * em, (pane.width - width) * 0.25)
  if (right && left) return { x: pane.x + (pane.width - width) / 2, width }
  return { x: left ? pane.x + pane.width - margin - width : pane.x + margin, width }
}

/** Evenly, with room for a packet's card under each where there is some. */
function spread(pane: PaneBox, { height, em }: Frame): [string, number][] {
  const top = (height < LOW * em ? TOP.low : TOP.usual) * em
  const gaps = pane.cards.length - 1
  const room = height - top - (HEIGHT + CARD_ROOM + FOOT) * em
  const last = Math.min(gaps * SPACING * em, Math.max(room, gaps * (HEIGHT + GAP) * em))
  return pane.cards.map((id, i) => [id, gaps === 0 ? top : top + (last * i) / gaps])
}

/** Beside the router that each hangs on, where a realm has several of them. */
function beside(
  { links }: Pick<Scenario, 'links'>,
  pane: PaneBox,
  { em }: Frame,
  panels: ReadonlyMap<string, Box>,
  boxes: ReadonlyMap<string, Box>,
): [string, number][] | undefined {
  const routerOf = (id: string) => {
    const mine = links.filter((link) => link.ends.some((end) => nodeOfEnd(end) === id))
    const peers = mine.flatMap((link) => link.ends.map(nodeOfEnd)).filter((peer) => peer !== id)
    return peers.find((peer) => panels.has(peer) || boxes.has(peer))
  }
  const groups = new Map<string, string[]>()
  for (const id of pane.cards) {
    const router = routerOf(id)
    if (router === undefined) return undefined
    groups.set(router, [...(groups.get(router) ?? []), id])
  }
  if (groups.size < 2) return undefined
  return [...groups].flatMap(([router, ids]) => {
    const panel = panels.get(router)
    const stack = (ids.length * (HEIGHT + GAP) - GAP) * em
    if (!panel) {
      const top = middle(boxes.get(router)!).y - stack / 2
      return ids.map((id, i): [string, number] => [id, top + i * (HEIGHT + GAP) * em])
    }
    // Within the height of the open one, whose frame is around them.
    const spare = Math.max(0, panel.height - stack)
    const top = panel.y + Math.min(TOP.usual * em, spare / 2)
    const step = (HEIGHT + GAP) * em + Math.min(5.4 * em, (spare - (top - panel.y)) / ids.length)
    return ids.map((id, i): [string, number] => [id, top + i * step])
  })
}

/** As wanted, but apart and on the stage; nothing where they are too many for that. */
function unstack(wanted: [string, number][], { height, em }: Frame): Map<string, number> | undefined {
  const step = (HEIGHT + GAP) * em
  const top = CELL.top * em
  const bottom = height - (FOOT + HEIGHT) * em
  if (top + (wanted.length - 1) * step > bottom) return undefined
  const sorted = wanted.toSorted((a, b) => a[1] - b[1])
  let next = top
  const ys = sorted.map(([, y]) => (next = Math.max(next, y) + step) - step)
  let most = bottom
  for (let i = ys.length - 1; i >= 0; i--) {
    ys[i] = Math.min(ys[i], most)
    most = ys[i] - step
  }
  return new Map(sorted.map(([id], i) => [id, ys[i]]))
}

/** Columns of small boxes, as few as let them show name and address. */
function grid(pane: PaneBox, { height, em }: Frame): [Map<string, Box>, NodeBox['size']] {
  const room = height - (CELL.top + FOOT) * em
  const most = Math.max(1, Math.floor((pane.width - 0.8 * em) / (CELL.width * em)))
  const rowsIn = (columns: number) => Math.ceil(pane.cards.length / columns)
  let columns = 1
  while (columns < most && room / rowsIn(columns) < (CELL.full + CELL.gap) * em) columns++
  const row = Math.min((CELL.full + CELL.gap) * em, room / rowsIn(columns))
  const side = 0.6 * em
  const column = (pane.width - side * 2 + CELL.gap * em) / columns
  const cells = pane.cards.map((id, i): [string, Box] => [
    id,
    {
      x: pane.x + side + (i % columns) * column,
      y: CELL.top * em + Math.floor(i / columns) * row,
      width: column - CELL.gap * em,
      height: row - CELL.gap * em * 0.9,
    },
  ])
  return [new Map(cells), row >= CELL.full * em ? 'small' : 'line']
}

/** Moved by hand, but never out of its realm. */
function shifted(box: Box, shift: Shift, pane: PaneBox, { height, em }: Frame): { x: number; y: number } {
  const edge = 0.3 * em
  return {
    x: clamp(box.x + shift.x * em, pane.x + edge, Math.max(pane.x + edge, pane.x + pane.width - box.width - edge)),
    y: clamp(box.y + shift.y * em, 2.4 * em, Math.max(2.4 * em, height - box.height - edge)),
  }
}

function berthOf(
  box: Box & { pane: number; size: string },
  pane: PaneBox,
  all: (Box & { pane: number })[],
  { height, em }: Frame,
): NodeBox['berth'] {
  const edge = Math.min(0.7 * em, pane.width * 0.03)
  const across = { x: pane.x + edge, width: pane.width - 2 * edge }
  const bottom = box.y + box.height + BERTH_GAP * em
  // In a grid a packet lies over the hosts below it, or above them where there is no below.
  if (box.size !== 'full') {
    const y = Math.min(bottom, height - CARD_ROOM * em)
    return { ...across, y: Math.max(CELL.top * em, y), height: height - Math.max(CELL.top * em, y) - FOOT * em }
  }
  const others = all.filter((other) => other.pane === box.pane && other !== box)
  const until = Math.min(height - FOOT * em, ...others.filter((o) => o.y >= box.y + box.height).map((o) => o.y))
  const room = until - bottom - 0.4 * em
  if (room < CARD * em) {
    const ends = others.filter((o) => o.y + o.height <= box.y).map((o) => o.y + o.height)
    const from = Math.max(CELL.top * em, ...ends) + 0.4 * em
    const above = box.y - from - 0.6 * em
    if (above > CARD * em) return { ...across, y: from, height: above, above: true }
  }
  return { ...across, y: bottom, height: Math.max(0, room) }
}

export const nodeOfEnd = (end: string): string => end.slice(0, end.lastIndexOf('.'))
