/** A packet's stay at one node, as the trace tells it: what the road, the breadcrumb and the answers are read from. */
import type { EventKind, EventOf, PacketId, RuleRef, TraceEvent } from '../model/trace'

/**
 * The packet's events at the node where it is at the playhead, oldest first: from its birth or its last
 * `enter` up to event `n` (exclusive). Empty while it is on a wire.
 */
export function visitOf(trace: readonly TraceEvent[], n: number, pkt: PacketId): TraceEvent[] {
  const visit: TraceEvent[] = []
  for (let i = Math.min(n, trace.length) - 1; i >= 0; i--) {
    const event = trace[i]
    if (!('pkt' in event) || event.pkt !== pkt) continue
    if (event.kind === 'wire') break
    visit.push(event)
    if (event.kind === 'enter' || event.kind === 'packet') break
  }
  return visit.toReversed()
}

export function lastOf<K extends EventKind>(visit: readonly TraceEvent[], kind: K): EventOf<K> | undefined {
  return visit.findLast((e): e is EventOf<K> => e.kind === kind)
}

/** The wire that the packet came in by, or is on; nothing while it is where it was born. */
export function wireOf(trace: readonly TraceEvent[], n: number, pkt: PacketId): EventOf<'wire'> | undefined {
  for (let i = Math.min(n, trace.length) - 1; i >= 0; i--) {
    const event = trace[i]
    if (event.kind === 'wire' && event.pkt === pkt) return event
    if (event.kind === 'packet' && event.pkt === pkt) return undefined
  }
  return undefined
}

export interface Crumbs {
  table: RuleRef['table']
  /** Chains from the built-in one to where the packet is: ["PREROUTING", "DOCKER"]. */
  chains: string[]
}

/** The chain that the packet is in, and how it came there. Nothing before it meets a table. */
export function crumbsOf(visit: readonly TraceEvent[]): Crumbs | undefined {
  let table: Crumbs['table'] | undefined
  let chains: string[] = []
  for (const event of visit) {
    if (event.kind === 'station') {
      const { station, hook } = event
      table = isTable(station) && !event.skip ? station : undefined
      chains = [hook]
    } else if (event.kind === 'rule') {
      if (event.rule.table !== table) [table, chains] = [event.rule.table, [event.rule.chain]]
      const { verdict } = event
      if (event.matched && verdict?.do === 'jump') chains = [...chains, verdict.chain]
      // A goto leaves nothing to come back to: it takes its chain's place.
      if (event.matched && verdict?.do === 'goto') chains = [...chains.slice(0, -1), verdict.chain]
      if (event.matched && verdict?.do === 'return') chains = chains.length > 1 ? chains.slice(0, -1) : chains
    } else if (event.kind === 'chain-end') {
      const { backTo } = event
      if (event.table !== table) [table, chains] = [event.table, [event.chain]]
      if (backTo) chains = chains.slice(0, Math.max(1, chains.lastIndexOf(backTo.chain) + 1))
    } else if (event.kind === 'hook' || event.kind === 'route') table = undefined
  }
  return table && { table, chains }
}

function isTable(station: string): station is Crumbs['table'] {
  return ['raw', 'mangle', 'nat', 'filter', 'security'].includes(station)
}
