/** How wide each realm's pane is: the router with the packet is the big one, what is far from it makes room. */
import type { NodeSpec, Realm, Scenario } from '../model/scenario'
import { total, type Frame } from './geometry'

export interface PaneBox {
  realm: Realm
  x: number
  width: number
  /** The router that is shown from inside, if it is in this realm. */
  panels: string[]
  /** Nodes drawn as boxes: hosts, and the other routers. */
  cards: string[]
  /** Between two realms of routers, where their wire is seen; no realm of the scenario's. */
  between?: boolean
}

/** em. The three panes of the design: the outer ones so wide, the router takes the rest. */
const PANE_WIDTH = 16.9
/** With more panes: what each would like, and the least that shows it. */
const WIDTHS = {
  realm: { ideal: 14, least: 7.6 },
  boxes: { ideal: 12.5, least: 6.8 },
  wire: { ideal: 11, least: 4.6 },
}
/** A grid of hosts is as wide as two of its columns. */
const CROWD = { from: 6, ideal: 17, least: 14.4 }
const BIG = { share: 0.46, least: 21.5, most: 40 }

type Spec = Pick<Scenario, 'realms' | 'nodes'>

/** Where two realms of routers touch, a strip between them shows the wire. */
function withStrips({ realms }: Spec): (Realm & { between?: boolean })[] {
  return realms.flatMap((realm, i) => {
    const next = realms[i + 1]
    if (realm.kind !== 'router' || next?.kind !== 'router') return [realm]
    const strip = { id: `${realm.id}|${next.id}`, name: `${realm.name} – ${next.name}`, note: '', prefixes: [] }
    return [realm, { ...strip, kind: 'public' as const, between: true }]
  })
}

/** With `one`, each pane is as wide as the frame, side by side: a narrow screen shows one and slides. */
export function layPanes(spec: Spec, { width, em }: Frame, big: string | undefined, one: boolean): PaneBox[] {
  const panes = (one ? spec.realms : withStrips(spec)).map((realm): PaneBox => {
    const mine = spec.nodes.filter((n) => n.realm === realm.id)
    const isPanel = (n: NodeSpec) => realm.kind === 'router' && n.kind === 'router' && (n.id === big || one)
    const panel = mine.find((n) => isPanel(n) && n.id === big) ?? mine.find(isPanel)
    return {
      realm,
      x: 0,
      width,
      panels: panel ? [panel.id] : [],
      cards: mine.filter((n) => n !== panel).map((n) => n.id),
      ...('between' in realm && { between: true }),
    }
  })
  const widths = one ? panes.map(() => width) : isPlain(panes) ? plain(panes, width, em) : shared(panes, width, em)
  let x = 0
  for (const [i, pane] of panes.entries()) {
    Object.assign(pane, { x, width: widths[i] })
    x += widths[i]
  }
  return panes
}

/** Realms on either side of one router, as in the design. */
const isPlain = (panes: PaneBox[]): boolean =>
  panes.length <= 3 &&
  panes.every((p) => (p.panels.length === 1 || kindOf(p) === 'realm') && p.cards.length < CROWD.from)

function plain(panes: PaneBox[], width: number, em: number): number[] {
  const routers = panes.filter((p) => p.panels.length > 0).length
  const others = Math.max(1, panes.length - routers)
  const share = routers === 0 ? width / others : Math.min(PANE_WIDTH * em, (width * 0.48) / others)
  const wide = routers === 0 ? 0 : (width - share * (panes.length - routers)) / routers
  return panes.map((p) => (p.panels.length > 0 ? wide : share))
}

const kindOf = (pane: PaneBox): keyof typeof WIDTHS =>
  pane.cards.length === 0 ? 'wire' : pane.realm.kind === 'router' ? 'boxes' : 'realm'

function shared(panes: PaneBox[], width: number, em: number): number[] {
  const wish = panes.map((p) => (p.cards.length >= CROWD.from ? CROWD : WIDTHS[kindOf(p)]))
  const isBig = (i: number) => panes[i].panels.length > 0
  const others = wish.filter((_, i) => !isBig(i))
  const least = total(others.map((w) => w.least)) * em
  const ideal = total(others.map((w) => w.ideal)) * em
  const bigs = panes.length - others.length
  // Without a big one they share the whole width as they like it.
  if (bigs === 0) return wish.map((w) => (w.ideal * em * width) / ideal)
  const want = Math.min(BIG.most * em, Math.max(BIG.least * em, width * BIG.share))
  const free = Math.max(0, Math.min(1, (width - want * bigs - least) / Math.max(1, ideal - least)))
  const scale = Math.min(1, (width * 0.62) / least)
  const widths = wish.map((w) => (w.least + (w.ideal - w.least) * free) * em * (free > 0 ? 1 : scale))
  const rest = width - total(widths.filter((_, i) => !isBig(i)))
  return widths.map((w, i) => (isBig(i) ? rest / bigs : w))
}
