/**
 * Two runs side by side. They are aligned by what happens to whom, not by the events' numbers: the k-th packet that a
 * node makes is the same packet in both, and its m-th stay at a node the same stay. What differs is an effect — a verdict,
 * a translation, a route, where it went; rules that were tested on the way may be others.
 */
import { applyEdits } from '../model/edit'
import type { Tuple } from '../model/conntrack'
import type { Micros } from '../model/time'
import type { EventOf, PacketId, RuleRef, TableName, TraceEvent } from '../model/trace'
import { endText, factsOf, titleOf } from './facts'

type Effect = EventOf<'packet' | 'ct-lookup' | 'nat-bind' | 'rewrite' | 'route' | 'wire' | 'deliver' | 'drop'>

interface Step {
  event: Effect
  /** Equal in both runs if the same happened. */
  key: string
}

/** A packet's stay at a node. */
interface Stay {
  node: string
  pkt: PacketId
  steps: Step[]
  /** What the chains said of it, by hook and table: the last word counts. */
  verdicts: Verdict[]
}

export interface Verdict {
  hook: string
  table: TableName
  /** The rule that decided, or none: the policy of `chain` did. */
  rule?: RuleRef
  chain: string
}

/** One thing that happened, on one side. */
export interface Happened {
  /** The playhead right behind it. */
  place: number
  node: string
  event: Effect
  /** Where the other side's packet was dropped, this one's was let through: by whom. */
  passed?: Verdict
}

export interface Difference {
  /** Missing where nothing of the kind happens at all. */
  a?: Happened
  b?: Happened
}

/** Both playheads after the same step of the same packet; a side without one stands where it was. */
export interface Pair {
  a: number
  b: number
  same: boolean
}

export interface Comparison {
  pairs: Pair[]
  /** Index into `pairs`. */
  first: number | null
  difference: Difference | null
}

interface Row {
  t: Micros
  /** What only the second run has comes after what the first has at the same time. */
  rank: 0 | 1
  n: number
  a?: Happened
  b?: Happened
}

export function compare(a: readonly TraceEvent[], b: readonly TraceEvent[]): Comparison {
  const [mine, theirs] = [staysOf(a), staysOf(b)]
  const rows: (Row & { same: boolean })[] = []
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    const [one, other] = [mine.get(key), theirs.get(key)]
    const count = Math.max(one?.steps.length ?? 0, other?.steps.length ?? 0)
    for (let i = 0; i < count; i++) {
      const [left, right] = [one?.steps[i], other?.steps[i]]
      const event = left?.event ?? right?.event
      if (!event) continue
      rows.push({
        t: event.t,
        rank: left ? 0 : 1,
        n: event.n,
        a: one && left && happened(one, left.event, right?.event),
        b: other && right && happened(other, right.event, left?.event),
        same: left?.key === right?.key,
      })
    }
  }
  rows.sort((x, y) => x.t - y.t || x.rank - y.rank || x.n - y.n)

  const found = rows.findIndex(({ same }) => !same)
  let [atA, atB] = [0, 0]
  const pairs = rows.map(({ a, b, same }): Pair => {
    atA = Math.max(atA, a?.place ?? 0)
    atB = Math.max(atB, b?.place ?? 0)
    return { a: atA, b: atB, same }
  })
  if (found < 0) return { pairs, first: null, difference: null }
  return { pairs, first: found, difference: { a: rows[found].a, b: rows[found].b } }
}

function happened(stay: Stay, event: Effect, other: Effect | undefined): Happened {
  const passed =
    other?.kind === 'drop' && event.kind !== 'drop'
      ? stay.verdicts.findLast(({ hook, table }) => hook === other.hook && table === (other.rule?.table ?? other.table))
      : undefined
  return { place: event.n + 1, node: stay.node, event, ...(passed && { passed }) }
}

/** Stays by a name that is the same in both runs. */
function staysOf(trace: readonly TraceEvent[]): Map<string, Stay> {
  const stays = new Map<string, Stay>()
  const births = new Map<string, number>()
  const packets = new Map<PacketId, { name: string; bytes: Uint8Array; stay: Stay; visits: number }>()

  const open = (name: string, visits: number, node: string, pkt: PacketId): Stay => {
    const stay: Stay = { node, pkt, steps: [], verdicts: [] }
    stays.set(`${name} ${visits}@${node}`, stay)
    return stay
  }

  for (const event of trace) {
    if (event.kind === 'packet') {
      const { node, pkt, bytes } = event
      const nth = (births.get(node) ?? 0) + 1
      births.set(node, nth)
      const name = `${node}#${nth}`
      const stay = open(name, 0, node, pkt)
      stay.steps.push({ event, key: `born ${wordsOf(bytes)}` })
      packets.set(pkt, { name, bytes, stay, visits: 0 })
      continue
    }
    const packet = 'pkt' in event && event.pkt !== undefined ? packets.get(event.pkt) : undefined
    if (!packet) continue
    if (event.kind === 'enter') packet.stay = open(packet.name, ++packet.visits, event.node, event.pkt)
    else if (event.kind === 'rewrite') packet.bytes = applyEdits(packet.bytes, event.edits)
    const verdict = verdictOf(event)
    if (verdict) packet.stay.verdicts.push(verdict)
    const key = keyOf(event, packet.bytes)
    if (key !== null) packet.stay.steps.push({ event: event as Effect, key })
  }
  return stays
}

function verdictOf(event: TraceEvent): Verdict | null {
  if (event.kind === 'rule' && event.matched && event.verdict?.do === 'accept')
    return { hook: event.hook, table: event.rule.table, chain: event.rule.chain, rule: event.rule }
  if (event.kind === 'chain-end' && event.policy === 'ACCEPT')
    return { hook: event.hook, table: event.table, chain: event.chain }
  return null
}

/** Null for what is no effect. Entries' numbers and rules' numbers are left out: they are names, not effects. */
function keyOf(event: TraceEvent, bytes: Uint8Array): string | null {
  switch (event.kind) {
    case 'ct-lookup':
      return `conntrack ${event.state} ${event.direction ?? ''}`
    case 'nat-bind':
      return `nat ${event.manip} ${tupleText(event.after)}`
    case 'rewrite':
      return `rewrite ${event.cause.by} ${wordsOf(bytes)} ttl ${factsOf(bytes).ttl}`
    case 'route':
      return `route ${event.found?.type ?? 'none'} ${event.local} ${event.out ?? ''} ${event.nextHop ?? ''}`
    case 'wire':
      return `wire ${event.link} ${event.to?.node ?? ''}`
    case 'deliver':
      return `deliver ${event.to}`
    case 'drop':
      return `drop ${event.reason}`
    default:
      return null
  }
}

const wordsOf = (bytes: Uint8Array): string => {
  const facts = factsOf(bytes)
  return `${titleOf(facts)} ${endText(facts.src)} ${endText(facts.dst)} ${facts.id ?? ''} ${facts.length}`
}

const tupleText = ({ src, dst, sport, dport, id }: Tuple): string => `${src}:${sport ?? id ?? ''} ${dst}:${dport ?? ''}`
