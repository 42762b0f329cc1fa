/** What a breakpoint is, and whether an event hits it. Pure. */
import { eventFields, type Happening } from '../../filter/of-events'
import { parseFilter } from '../../filter/filter'
import type { RuleRef, TraceEvent } from '../../model/trace'
import type { View } from '../../model/view'
import { applyEvent } from '../../model/fold'

/** Kinds that are there or not; the others say which. */
export const KINDS = ['drop', 'rewrite', 'invalid', 'new'] as const

export type Breakpoint = { off?: true } & (
  | { on: (typeof KINDS)[number] }
  /** A packet matches rule N of a chain of a node. */
  | { on: 'rule'; node: string; rule: RuleRef }
  /** A display filter, as text that parses. */
  | { on: 'filter'; text: string }
)

type Test = (it: Happening) => boolean

/** A filter that does not parse hits nothing. */
export function testOf(breakpoint: Breakpoint): Test {
  switch (breakpoint.on) {
    case 'drop':
      return ({ event }) => event.kind === 'drop'
    case 'rewrite':
      return ({ event }) => event.kind === 'rewrite' && event.cause.by !== 'forward'
    case 'invalid':
      return ({ event }) => event.kind === 'ct-lookup' && event.state === 'INVALID'
    case 'new':
      return ({ event }) => event.kind === 'ct-new'
    case 'rule': {
      const { node, rule } = breakpoint
      return ({ event }) =>
        event.kind === 'rule' &&
        event.matched &&
        event.node === node &&
        event.rule.table === rule.table &&
        event.rule.chain === rule.chain &&
        event.rule.rule === rule.rule
    }
    case 'filter': {
      const filter = parseFilter(breakpoint.text)
      if (!filter.ok) return () => false
      const test = filter.test(eventFields)
      // Where it begins to hold: a packet's address holds for all of its events.
      let held = false
      return (it) => {
        const was = held
        held = test(it)
        return held && !was
      }
    }
  }
}

/** Each event that hits one, in order, with the first that it hits. One pass; views are folded only for filters. */
export function hitsOf(
  trace: readonly TraceEvent[],
  start: View,
  breakpoints: readonly Breakpoint[],
): { place: number; hit: Breakpoint }[] {
  const tests = breakpoints.flatMap((hit) => (hit.off ? [] : [{ hit, test: testOf(hit) }]))
  const folded = tests.some(({ hit }) => hit.on === 'filter')
  const hits: { place: number; hit: Breakpoint }[] = []
  if (tests.length === 0) return hits
  let view = start
  for (const event of trace) {
    const before = view
    if (folded) view = applyEvent(view, event)
    // Every test sees every event: a filter remembers whether it held.
    const found = tests.filter(({ test }) => test({ event, before, view }))
    if (found.length > 0) hits.push({ place: event.n + 1, hit: found[0].hit })
  }
  return hits
}

export function same(a: Breakpoint, b: Breakpoint): boolean {
  const bare = (one: Breakpoint) => JSON.stringify({ ...one, off: undefined })
  return bare(a) === bare(b)
}

/** Reads what was kept in the browser's storage; whatever is not a breakpoint is left out. */
export function readBreakpoints(kept: string | null): Breakpoint[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(list) ? list.filter(isBreakpoint).slice(0, 50) : []
  } catch {
    return []
  }
}

function isBreakpoint(value: unknown): value is Breakpoint {
  if (typeof value !== 'object' || value === null || !('on' in value)) return false
  if (value.on === 'filter') return 'text' in value && typeof value.text === 'string'
  if (value.on === 'rule')
    return 'node' in value && typeof value.node === 'string' && 'rule' in value && isRule(value.rule)
  return KINDS.some((kind) => kind === value.on)
}

const isRule = (rule: unknown): boolean =>
  typeof rule === 'object' &&
  rule !== null &&
  'table' in rule &&
  typeof rule.table === 'string' &&
  'chain' in rule &&
  typeof rule.chain === 'string' &&
  'rule' in rule &&
  typeof rule.rule === 'number'
