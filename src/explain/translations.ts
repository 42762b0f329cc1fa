/** NAT: a mapping chosen, and a header rewritten. */
import type { Tuple } from '../model/conntrack'
import type { EventOf } from '../model/trace'
import { printTarget } from '../rules/print'
import { entry, nodeName, ownerName, packet, rule as ruleAt, type Context, type Explanation } from './context'
import { say } from './text/en'
import { destination, endpoint, source } from './tuple'
import { read } from './words'

const { nat, names, notes } = say

const portWord = (t: Tuple, side: 'src' | 'dst'): string => {
  if (t.id !== undefined) return nat.idWord(t.id)
  const port = side === 'src' ? t.sport : t.dport
  return port === undefined ? '' : nat.portWord(port)
}

export function bound(event: EventOf<'nat-bind'>, ctx: Context): Explanation {
  return event.manip === 'src' ? boundSource(event, ctx) : boundDestination(event, ctx)
}

function boundSource(event: EventOf<'nat-bind'>, ctx: Context): Explanation {
  const { before, after, rule, target } = event
  const taken = event.tries.find((t) => t.takenBy !== undefined)
  if (!rule) {
    if (source(before) === source(after))
      return { sentence: nat.nullSource(source(after)), source: 'nf_nat_alloc_null_binding' }
    const by = taken?.takenBy === undefined ? say.names.entry(event.entry) : entryOf(ctx, event.node, taken.takenBy)
    return { sentence: nat.nullClash(source(before), source(after), by), source: 'nf_nat_alloc_null_binding' }
  }
  const who = nodeName(ctx, event.node)
  const ruleName = names.ruleNumber(rule.rule)
  const out = packet(ctx, event.pkt)?.route?.out
  const address = target === 'MASQUERADE' ? nat.ownAddress(after.src, out) : after.src
  const where = target === 'MASQUERADE' ? 'nf_nat_masquerade_ipv4 · RFC 3022 §4.1' : 'nf_nat_setup_info · RFC 3022 §4.1'
  const now = portWord(after, 'src')
  const hidden = entry(ctx, event.node, event.entry)?.dstNat ? notes.askerHidden : undefined
  if (event.port === 'searched')
    return {
      sentence: searched(event, ctx, address),
      source: 'nf_nat_l4proto_unique_tuple · RFC 6056 §3.3',
      often: hidden ?? notes.portPerDestination,
    }
  const port = now && (event.port === 'named' ? nat.named(now) : nat.kept(now))
  return {
    sentence: nat.source(ruleName, who, address, port),
    source: where,
    often: hidden ?? (event.port === 'kept' && now ? notes.portKept : undefined),
  }
}

/** Why the port of the packet would not do, and what came of the search for another one. */
function searched({ node, rule, before, after, tries }: EventOf<'nat-bind'>, ctx: Context, address: string): string {
  const who = nodeName(ctx, node)
  const ruleName = names.ruleNumber(rule?.rule ?? 0)
  const last = tries.at(-1)?.takenBy
  if (last !== undefined) return nat.usedUp(ruleName, who, address, entryOf(ctx, node, last))
  const now = portWord(after, 'src')
  const target = rule && ruleAt(ctx, node, rule)?.target
  if (target && printTarget(target).includes('--random')) return nat.random(ruleName, who, address, now)
  const was = portWord(before, 'src')
  const by = tries.find(({ tuple }) => portWord(tuple, 'src') === was)?.takenBy
  const why = by === undefined ? nat.notLent(was) : nat.taken(was, entryOf(ctx, node, by))
  return nat.searched(ruleName, who, address, why, now)
}

/** "entry 1 (the laptop)": whose connection is in the way. */
function entryOf(ctx: Context, node: string, id: number): string {
  const src = entry(ctx, node, id)?.original.src
  return src ? nat.entryOf(names.entry(id), ownerName(ctx, src) ?? src) : names.entry(id)
}

function boundDestination(event: EventOf<'nat-bind'>, ctx: Context): Explanation {
  const { before, after, rule, target } = event
  if (!rule) return { sentence: nat.nullDestination(destination(after)), source: 'nf_nat_alloc_null_binding' }
  const ruleName = names.ruleNumber(rule.rule)
  if (target === 'REDIRECT') {
    const sentence = nat.redirect(ruleName, destination(before), destination(after), nodeName(ctx, event.node))
    return { sentence, source: 'nf_nat_redirect_ipv4' }
  }
  const owner = ownerName(ctx, after.dst)
  return {
    sentence: nat.destination(ruleName, destination(before), destination(after), owner),
    source: 'nf_nat_setup_info · RFC 2663 §4.1.3',
  }
}

export function rewritten(event: EventOf<'rewrite'>, ctx: Context): Explanation {
  const { cause } = event
  const was = readAt(ctx.before, event.pkt)
  const now = readAt(ctx.after, event.pkt)
  if (cause.by === 'forward' && was && now && was.ttl === now.ttl) return resized(event, ctx)
  if (cause.by === 'forward')
    return {
      sentence: nat.ttl(was?.ttl ?? 0, now?.ttl ?? 0, nodeName(ctx, event.node)),
      source: 'ip_forward · RFC 1812 §5.3.1',
    }
  if (cause.by === 'rule')
    return {
      sentence: nat.byRule(names.rule(cause.rule.table, cause.rule.chain, cause.rule.rule), cause.target),
      source: 'nft_do_chain',
    }
  if (cause.inner)
    return {
      sentence: nat.inner(names.entry(cause.entry)),
      source: 'nf_nat_icmp_reply_translation · RFC 5508 §4.2',
      often: notes.innerPacket,
    }
  if (!was || !now || event.edits.length === 0) return { sentence: nat.unchanged, source: 'nf_nat_packet' }
  const first = entry(ctx, event.node, cause.entry)?.confirmed === false
  return { sentence: sentenceOf(event, was, now, first, ctx), source: 'nf_nat_manip_pkt · RFC 1624 §3' }
}

/** The TTL stayed: forwarding cut the packet to fit a wire, or put its pieces together for the hooks. */
function resized(event: EventOf<'rewrite'>, ctx: Context): Explanation {
  const [was, now] = [ctx.before, ctx.after].map((view) => view.packets.get(event.pkt)?.bytes.length ?? 0)
  return now > was
    ? { sentence: nat.joined(now), source: 'ip_defrag · RFC 791 §3.2' }
    : { sentence: nat.cut(was, now), source: 'ip_do_fragment · RFC 791 §3.2' }
}

type Ends = NonNullable<ReturnType<typeof read>>

function sentenceOf({ cause, node }: EventOf<'rewrite'>, was: Ends, now: Ends, first: boolean, ctx: Context): string {
  if (cause.by !== 'nat') return nat.unchanged
  const name = names.entry(cause.entry)
  const end = (p: Ends): string => {
    const text = cause.manip === 'src' ? endpoint(p.src, p.sport) : endpoint(p.dst, p.dport)
    return was.id === now.id || p.id === undefined ? text : names.withId(text, p.id)
  }
  if (cause.direction === 'reply') return nat.back(name, nat[cause.manip], end(was), end(now))
  // Only the packet that made the entry is rewritten because of a rule.
  if (!first || !cause.rule) return nat.later(name, nat[cause.manip], end(was), end(now))
  const { table, chain, rule } = cause.rule
  const who = names.rule(table, chain, rule)
  const target = ruleAt(ctx, node, cause.rule)?.target?.kind
  return nat.rewrite(target ? nat.ruleAnd(who, target) : who, nat[cause.manip], end(was), end(now))
}

const readAt = (view: Context['before'], pkt: number): Ends | null => {
  const found = view.packets.get(pkt)
  return found ? read(found.bytes) : null
}
