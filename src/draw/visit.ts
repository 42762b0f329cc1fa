/** A packet's stay at one node, as the trace tells it: what the road, the breadcrumb and the answers are read from. */
import type { Cause, EventKind, EventOf, PacketId, RuleRef, TraceEvent } from '../model/trace'
import { counterKey } from '../model/view'
import { eventsBack } from './by-packet'

/**
 * The packet's events at the node where it is at the playhead, oldest first: from its birth or its last
 * `enter` up to event `n` (exclusive). Empty while it is on a wire.
 */
export function visitOf(trace: readonly TraceEvent[], n: number, pkt: PacketId): TraceEvent[] {
  const visit: TraceEvent[] = []
  for (const event of eventsBack(trace, n, pkt)) {
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
  for (const event of eventsBack(trace, n, pkt)) {
    if (event.kind === 'wire') return event
    if (event.kind === 'packet') return undefined
  }
  return undefined
}

/** The rule that a rewriting is due to: only a connection's first packet is asked for by one, later ones by the entry alone. */
export function ruleAsked(
  trace: readonly TraceEvent[],
  pkt: PacketId,
  { n, cause }: { n: number; cause: Cause },
): RuleRef | undefined {
  if (cause.by !== 'nat' || cause.direction !== 'original') return undefined
  const asked = visitOf(trace, n + 1, pkt).some((e) => e.kind === 'nat-bind' && e.manip === cause.manip)
  return asked ? cause.rule : undefined
}

export interface Crumbs {
  table: RuleRef['table']
  /** Chains from the built-in one to where the packet is: ["PREROUTING", "DOCKER"]. */
  chains: string[]
  /** The rules that jumped, from the outermost: the packet comes back behind each. One fewer than `chains`. */
  calls: RuleRef[]
}

/** The chain that the packet is in, and how it came there. Nothing before it meets a table. */
export function crumbsOf(visit: readonly TraceEvent[]): Crumbs | undefined {
  let table: Crumbs['table'] | undefined
  let chains: string[] = []
  let calls: RuleRef[] = []
  const back = (depth: number) => {
    chains = chains.slice(0, depth)
    calls = calls.slice(0, depth - 1)
  }
  for (const event of visit) {
    if (event.kind === 'station') {
      const { station, hook } = event
      table = isTable(station) && !event.skip ? station : undefined
      ;[chains, calls] = [[hook], []]
    } else if (event.kind === 'rule') {
      const { rule, verdict } = event
      if (rule.table !== table) [table, chains, calls] = [rule.table, [rule.chain], []]
      if (!event.matched) continue
      if (verdict?.do === 'jump')
        [chains, calls] = [
          [...chains, verdict.chain],
          [...calls, rule],
        ]
      // A goto leaves nothing to come back to: it takes its chain's place.
      if (verdict?.do === 'goto') chains = [...chains.slice(0, -1), verdict.chain]
      if (verdict?.do === 'return') back(Math.max(1, chains.length - 1))
    } else if (event.kind === 'chain-end') {
      const { backTo } = event
      if (event.table !== table) [table, chains, calls] = [event.table, [event.chain], []]
      if (backTo) back(Math.max(1, chains.lastIndexOf(backTo.chain) + 1))
    } else if (event.kind === 'hook' || event.kind === 'route') table = undefined
  }
  return table && { table, chains, calls }
}

/** What a packet found at a rule in this visit. */
export interface Tested {
  parts: boolean[]
  matched: boolean
  /** It is the rule that was tested last, and nothing but its own effects came since. */
  now?: true
}

/** Rules and policies tested in this visit, by `counterKey`; of a rule met twice, the last time. */
export function testedIn(visit: readonly TraceEvent[]): ReadonlyMap<string, Tested> {
  const found = new Map<string, Tested>()
  const last = visit.findLast((e) => e.kind === 'rule' || e.kind === 'chain-end' || e.kind === 'station')
  for (const event of visit) {
    const now = event === last && { now: true as const }
    if (event.kind === 'rule') {
      const { table, chain, rule } = event.rule
      found.set(counterKey(table, chain, rule), { parts: event.parts, matched: event.matched, ...now })
    } else if (event.kind === 'chain-end' && event.policy)
      found.set(counterKey(event.table, event.chain), { parts: [], matched: true, ...now })
  }
  return found
}

function isTable(station: string): station is Crumbs['table'] {
  return ['raw', 'mangle', 'nat', 'filter', 'security'].includes(station)
}

/** The interface that a packet came in by, and the one that the routing decision sends it out by. */
export function waysOf(trace: readonly TraceEvent[], n: number, pkt: PacketId): { came?: string; goes?: string } {
  const visit = visitOf(trace, n, pkt)
  const route = lastOf(visit, 'route')
  return {
    came: lastOf(visit, 'enter')?.iface,
    goes: route && !route.local ? (route.out ?? route.found?.dev) : undefined,
  }
}
