/**
 * The fold that both sides trust: `applyEvent(view, event)` is the view one event later. A test holds
 * it against the engine's own tables at every event of every scenario.
 */
import type { Entry } from './conntrack'
import type { Ruleset, Table } from '../rules/ruleset'
import { applyEdits } from './edit'
import { focusOf } from './focus'
import type { NodeSpec, Scenario } from './scenario'
import type { EventOf, TableName, TraceEvent } from './trace'
import { counterKey, type Count, type NodeView, type PacketView, type Rulesets, type View } from './view'

/** Ended packets stay in the view for a while, so that a person can look at them; then the oldest go. */
const PACKETS_KEPT = 48

export function emptyView(scenario: Pick<Scenario, 'nodes'>, rulesets: Rulesets): View {
  const nodes: Record<string, NodeView> = {}
  for (const spec of scenario.nodes) nodes[spec.id] = emptyNode(spec, rulesets[spec.id])
  return { n: 0, t: 0, nodes, packets: new Map(), focus: {}, over: false }
}

/** Throws if the event is not the one that follows: a gap means that something was lost on the way. */
export function applyEvent(view: View, event: TraceEvent): View {
  if (event.n !== view.n) throw new Error(`event ${event.n} does not follow ${view.n}`)
  const next: View = { ...view, n: event.n + 1, t: event.t, focus: focusOf(event, view) }
  return change(next, event)
}

export function foldAll(start: View, events: Iterable<TraceEvent>): View {
  let view = start
  for (const event of events) view = applyEvent(view, event)
  return view
}

function emptyNode(spec: NodeSpec, ruleset: Ruleset | undefined): NodeView {
  return {
    id: spec.id,
    rules: ruleset ? { text: spec.iptables ?? '', ruleset } : null,
    counters: {},
    conntrack: new Map(),
    sockets: new Map(),
    dmesg: [],
    sysctl: Object.fromEntries(Object.entries(spec.sysctl ?? {}).map(([name, value]) => [name, String(value)])),
  }
}

function change(view: View, event: TraceEvent): View {
  switch (event.kind) {
    case 'command':
      return { ...view, command: event.command }
    case 'packet':
      return withPacket(view, {
        id: event.pkt,
        bytes: event.bytes,
        arrived: event.bytes,
        born: { node: event.node, by: event.by, about: event.about, t: event.t },
        place: { at: 'node', node: event.node },
        rewrites: [],
        passed: [],
      })
    case 'enter':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        arrived: p.bytes,
        place: { at: 'node', node: event.node, iface: event.iface },
        rewrites: [],
        passed: [],
        ct: undefined,
        route: undefined,
      }))
    case 'hook':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        place: {
          at: 'node',
          node: event.node,
          iface: p.place.at === 'node' ? p.place.iface : undefined,
          hook: event.hook,
        },
      }))
    case 'station':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        ...(event.brought && { ct: event.brought }),
        place: {
          at: 'node',
          node: event.node,
          iface: p.place.at === 'node' ? p.place.iface : undefined,
          hook: event.hook,
          station: event.station,
        },
        passed: [...p.passed, { hook: event.hook, station: event.station, skipped: event.skip !== undefined }],
      }))
    case 'rule':
      return event.matched
        ? count(view, event.node, counterKey(event.rule.table, event.rule.chain, event.rule.rule), event.bytes)
        : view
    case 'chain-end':
      return event.policy && !event.uncounted
        ? count(view, event.node, counterKey(event.table, event.chain), event.bytes)
        : view
    case 'ct-lookup':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        ct: { entry: event.entry, direction: event.direction, state: event.state },
      }))
    case 'ct-new': {
      const next = withEntry(view, event.node, event.entry)
      return onPacket(next, event.pkt, (p) => ({
        ...p,
        ct: { entry: event.entry.id, direction: 'original', state: p.ct?.state ?? 'NEW' },
      }))
    }
    case 'ct-confirm':
      return onEntry(view, event.node, event.entry, (e) => ({ ...e, confirmed: true, expires: event.expires }))
    case 'ct-change':
      return onEntry(view, event.node, event.entry, (e) => ({ ...e, ...event.change }))
    case 'ct-end':
      return onNode(view, event.node, (node) => {
        const conntrack = new Map(node.conntrack)
        conntrack.delete(event.entry)
        return { ...node, conntrack }
      })
    case 'rewrite':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        bytes: applyEdits(p.bytes, event.edits),
        rewrites: [...p.rewrites, { n: event.n, cause: event.cause, edits: event.edits }],
      }))
    case 'route':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        route: event.found ? { ...event.found, out: event.out, nextHop: event.nextHop } : undefined,
      }))
    case 'wire':
      return onPacket(view, event.pkt, (p) => ({ ...p, place: onWire(event) }))
    case 'deliver':
      return onPacket(view, event.pkt, (p) => ({ ...p, place: { at: 'delivered', node: event.node } }))
    case 'drop':
      return onPacket(view, event.pkt, (p) => ({
        ...p,
        place: { at: 'dropped', node: event.node, hook: event.hook, reason: event.reason, rule: event.rule },
      }))
    case 'socket':
      return onNode(view, event.node, (node) => ({
        ...node,
        sockets: new Map(node.sockets).set(event.socket.id, event.socket),
      }))
    case 'log':
      return onNode(view, event.node, (node) => ({ ...node, dmesg: [...node.dmesg, event.line] }))
    case 'rules':
      return onNode(view, event.node, (node) => ({
        ...node,
        rules: { text: event.text, ruleset: event.ruleset },
        counters: countersOf(event.ruleset),
      }))
    case 'sysctl':
      return onNode(view, event.node, (node) => ({ ...node, sysctl: { ...node.sysctl, [event.name]: event.value } }))
    case 'end':
      return { ...view, over: true }
    case 'nat-bind':
    case 'refused':
    case 'pass':
      return view
  }
}

/** Where rules stayed in force their counters go on. */
function countersOf({ tables }: Ruleset): NodeView['counters'] {
  const counters: Record<string, Count> = {}
  for (const { name: table, chains } of tables as (Table & { name: TableName })[])
    for (const { name, rules, ...policy } of chains)
      for (const [i, { packets, bytes }] of [policy, ...rules].entries())
        if (packets > 0) counters[counterKey(table, name, i === 0 ? undefined : i)] = { packets, bytes }
  return counters
}

const onWire = ({ link, from, to, departs, arrives }: EventOf<'wire'>): PacketView['place'] => ({
  at: 'wire',
  link,
  from,
  to,
  departs,
  arrives,
})

function withPacket(view: View, packet: PacketView): View {
  const packets = new Map(view.packets).set(packet.id, packet)
  for (const old of packets.values()) {
    if (packets.size <= PACKETS_KEPT) break
    if (old.place.at === 'delivered' || old.place.at === 'dropped') packets.delete(old.id)
  }
  return { ...view, packets }
}

function onPacket(view: View, id: number, f: (packet: PacketView) => PacketView): View {
  const packet = view.packets.get(id)
  if (!packet) throw new Error(`the trace speaks of packet ${id} before it was born`)
  return { ...view, packets: new Map(view.packets).set(id, f(packet)) }
}

function onNode(view: View, id: string, f: (node: NodeView) => NodeView): View {
  const node = view.nodes[id]
  if (!node) throw new Error(`the trace speaks of a node "${id}" that the scenario has not`)
  return { ...view, nodes: { ...view.nodes, [id]: f(node) } }
}

const withEntry = (view: View, node: string, entry: Entry): View =>
  onNode(view, node, (n) => ({ ...n, conntrack: new Map(n.conntrack).set(entry.id, entry) }))

function onEntry(view: View, node: string, id: number, f: (entry: Entry) => Entry): View {
  const entry = view.nodes[node]?.conntrack.get(id)
  if (!entry) throw new Error(`the trace speaks of entry ${id} of "${node}" before it was made`)
  return withEntry(view, node, f(entry))
}

function count(view: View, node: string, key: string, bytes: number): View {
  return onNode(view, node, (n) => {
    const was = n.counters[key] ?? { packets: 0, bytes: 0 }
    return { ...n, counters: { ...n.counters, [key]: { packets: was.packets + 1, bytes: was.bytes + bytes } } }
  })
}
