/**
 * The stage's geometry: realms become panes from left to right, nodes are stacked in their pane, the router with the
 * packet is a pane itself, and links are wires between them. All lengths are CSS pixels in the stage's box.
 */
import type { Scenario } from '../model/scenario'
import { around, type Box, type Frame, type Point } from './geometry'
import { layPanes, type PaneBox } from './panes'
import { layNodes, nodeOfEnd, type NodeBox, type Shift } from './stack'
import { layCable, wayOf, wiresOf, type Cable, type Wire } from './wires'

export type { Frame } from './geometry'
export type { PaneBox } from './panes'
export type { NodeBox, Shift } from './stack'

/** A machine with others in it: a frame around both, and the bridge between them. */
export interface HostBox extends Box {
  node: string
  /** The interface that its namespaces hang on: "docker0". */
  bridge?: string
  /** It takes the panes of both whole. */
  whole: boolean
}

export interface Layout {
  panes: PaneBox[]
  nodes: ReadonlyMap<string, NodeBox>
  panels: ReadonlyMap<string, Box>
  hosts: HostBox[]
  wires: Wire[]
  cables: ReadonlyMap<string, Cable>
}

export interface Wishes {
  /** Each pane as wide as the frame. */
  one?: boolean
  /** The router to show from inside; the first when left out. */
  open?: string
  moved?: Readonly<Record<string, Shift>>
}

type Spec = Pick<Scenario, 'realms' | 'nodes' | 'links'>

export function layout(scenario: Spec, frame: Frame, { one = false, open, moved }: Wishes = {}): Layout {
  const panes = layPanes(scenario, frame, open ?? firstRouter(scenario), one)
  const { nodes, panels } = layNodes(scenario, panes, frame, one, moved)
  const boxOf = (id: string) => {
    const panel = panels.get(id)
    const box = panel ?? nodes.get(id)
    return box && { box, open: panel !== undefined }
  }
  const cables = new Map(scenario.links.map((link) => [link.id, layCable(link, boxOf, frame.em)]))
  return {
    panes,
    nodes,
    panels,
    hosts: hostsOf(scenario, panes, nodes, panels, frame).filter((host) => host.whole || !one),
    wires: [...cables.values()].flatMap(wiresOf),
    cables,
  }
}

/** The first that stands in a realm of routers. */
export function firstRouter({ realms, nodes }: Pick<Scenario, 'realms' | 'nodes'>): string | undefined {
  const rooms = new Set(realms.filter((r) => r.kind === 'router').map((r) => r.id))
  return nodes.find((n) => n.kind === 'router' && rooms.has(n.realm))?.id
}

function hostsOf(
  { nodes: specs, links }: Spec,
  panes: PaneBox[],
  nodes: ReadonlyMap<string, NodeBox>,
  panels: ReadonlyMap<string, Box>,
  { height, em }: Frame,
): HostBox[] {
  return specs.flatMap((host): HostBox[] => {
    const inside = specs.filter((n) => n.within === host.id).flatMap((n) => nodes.get(n.id) ?? [])
    const mine = panels.get(host.id) ?? nodes.get(host.id)
    if (inside.length === 0 || !mine) return []
    // Alone with what is in it, it takes their realm's whole pane.
    const rooms = [...new Set(inside.map((n) => panes[n.pane]))].filter((pane) =>
      pane.cards.every((id) => specs.find((n) => n.id === id)?.within === host.id),
    )
    const whole = panels.has(host.id) ? rooms.map(({ x, width }) => ({ x, y: 0, width, height })) : []
    const box = around([...inside, mine, ...whole])!
    const pad = whole.length > 0 ? -0.25 * em : 0.3 * em
    // What leads to one alone is a wire, not a bridge.
    const end = links
      .filter((link) => link.ends.length > 2 && link.ends.some((e) => inside.some((n) => n.id === nodeOfEnd(e))))
      .flatMap((link) => link.ends)
      .find((e) => nodeOfEnd(e) === host.id)
    return [
      {
        node: host.id,
        whole: whole.length > 0,
        x: box.x - pad,
        y: box.y - pad,
        width: box.width + 2 * pad,
        height: box.height + 2 * pad,
        bridge: end?.slice(end.lastIndexOf('.') + 1),
      },
    ]
  })
}

/** The way of a packet along a link, from one node's edge to the other's; `to` null where nobody is. */
export function wayAlong(plan: Layout, link: string, from: string, to: string | null): Point[] {
  const cable = plan.cables.get(link)
  return cable ? wayOf(cable, from, to) : []
}

/** The pane that a node stands in, or is. */
export const paneOf = (plan: Layout, node: string): number =>
  plan.nodes.get(node)?.pane ?? plan.panes.findIndex((p) => p.panels.includes(node))
