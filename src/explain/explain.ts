/** An event → one plain sentence about what just happened and why. Pure: the same event is always told the same way. */
import type { Scenario } from '../model/scenario'
import type { EventKind, EventOf, TraceEvent } from '../model/trace'
import type { View } from '../model/view'
import { printChainRule } from '../rules/print'
import '../rules/rare'
import { changed, confirmed, created, ended, lookup } from './connections'
import { rule, type Context, type Explanation } from './context'
import { delivered, dropped, entered, hook, made, wire } from './packets'
import { command, end, log, pass, refused, rulesReplaced, socket, sysctl } from './programs'
import { routed } from './routes'
import { chainEnded, station, tested } from './rules'
import { bound, rewritten } from './translations'

/** A kind of event without a line here does not compile. */
const TELLERS: { [K in EventKind]: (event: EventOf<K>, ctx: Context) => Explanation } = {
  command,
  packet: made,
  enter: entered,
  hook,
  station,
  rule: tested,
  'chain-end': chainEnded,
  'ct-lookup': lookup,
  'ct-new': created,
  'ct-confirm': confirmed,
  'ct-change': changed,
  'ct-end': ended,
  'nat-bind': bound,
  rewrite: rewritten,
  route: routed,
  wire,
  deliver: delivered,
  drop: dropped,
  socket,
  log,
  rules: rulesReplaced,
  sysctl,
  refused,
  pass,
  end,
}

/** `before` and `after` are the views on either side of the event. */
export function explain(event: TraceEvent, before: View, after: View, scenario: Scenario): Explanation {
  const tell = TELLERS[event.kind] as (event: TraceEvent, ctx: Context) => Explanation
  const ctx = { before, after, scenario }
  const written = ruleText(event, ctx)
  return { ...tell(event, ctx), ...(written && { rule: written }) }
}

/** The rule that was tested, or that did it. */
function ruleText(event: TraceEvent, ctx: Context): string | undefined {
  const ref =
    'rule' in event ? event.rule : event.kind === 'rewrite' && event.cause.by !== 'forward' && event.cause.rule
  if (!ref || !('node' in event)) return undefined
  const found = rule(ctx, event.node, ref)
  return found && `-t ${ref.table} ${printChainRule(ref.chain, found)}`
}
