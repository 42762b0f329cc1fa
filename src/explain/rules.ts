/** Hooks' stations, tables, chains and rules. */
import type { EventOf, RuleRef, TableName } from '../model/trace'
import { formatAddress } from '../packet/address'
import { printTarget } from '../rules/print'
import type { Target } from '../rules/ruleset'
import { chain, entry, packet, rule as ruleAt, type Context, type Explanation } from './context'
import { oftenTested } from './often'
import { say } from './text/en'
import { whyNot } from './why'
import { readPacket } from './words'

const { rules: text, names, notes } = say

const refName = (ref: RuleRef): string => names.rule(ref.table, ref.chain, ref.rule)

export function station(event: EventOf<'station'>, ctx: Context): Explanation {
  switch (event.station) {
    case 'defrag':
      return {
        sentence: isPiece(event, ctx) ? text.station.piece : text.station.defrag,
        source: 'ipv4_conntrack_defrag',
      }
    case 'conntrack':
      if (event.brought)
        return {
          sentence: text.station.brought(names.entry(event.brought.entry)),
          source: 'nf_conntrack_in · nf_ct_attach',
        }
      return { sentence: text.station.conntrack, source: 'nf_conntrack_in' }
    case 'helper':
      return { sentence: text.station.helper, source: 'nf_confirm' }
    case 'confirm':
      return confirm(event, ctx)
    case 'nat':
      return nat(event, ctx)
    default:
      return table(event, event.station, ctx)
  }
}

function isPiece({ pkt }: EventOf<'station'>, ctx: Context): boolean {
  const p = readPacket(ctx, pkt)
  return Boolean(p?.frag || p?.mf)
}

function confirm(event: EventOf<'station'>, ctx: Context): Explanation {
  const id = packet(ctx, event.pkt)?.ct?.entry
  const found = id ? entry(ctx, event.node, id) : undefined
  const sentence = !found
    ? text.station.confirmNone
    : found.confirmed
      ? text.station.confirmOld
      : text.station.confirmNew(names.entry(found.id))
  return { sentence, source: 'nf_confirm' }
}

function nat(event: EventOf<'station'>, ctx: Context): Explanation {
  if (event.skip)
    return {
      sentence: text.natSkip[event.skip],
      source: 'nf_nat_inet_fn',
      often: event.skip === 'bound' ? notes.natTable : event.skip === 'invalid' ? notes.invalid : undefined,
    }
  const count = chain(ctx, event.node, 'nat', event.hook)?.rules.length ?? 0
  return {
    sentence: text.natFirst(event.hook, count),
    source: 'nf_nat_inet_fn · RFC 3022 §2.2',
    often: count ? notes.natTable : undefined,
  }
}

function table(event: EventOf<'station'>, name: TableName, ctx: Context): Explanation {
  if (event.skip) return { sentence: text.skipOther(name), source: 'nf_hook_slow' }
  const count = chain(ctx, event.node, name, event.hook)?.rules.length ?? 0
  return { sentence: text.table(name, event.hook, count), source: 'nft_do_chain' }
}

export function tested(event: EventOf<'rule'>, ctx: Context): Explanation {
  const found = ruleAt(ctx, event.node, event.rule)
  const ref = refName(event.rule)
  const source = 'nft_do_chain'
  const failed = event.matched ? undefined : found?.matches[failedPart(event.parts)]
  const often = oftenTested(event, found, failed, ctx)
  if (!event.matched) return { sentence: text.failed(ref, whyNot(failed, facts(event, ctx))), source, often }
  return { sentence: text.matched(ref, outcome(event, found?.target ?? null, ctx)), source, often }
}

/** The parts are told up to the first that was false. */
const failedPart = (parts: boolean[]): number => parts.indexOf(false)

function facts(event: EventOf<'rule'>, ctx: Context): Parameters<typeof whyNot>[1] {
  const view = packet(ctx, event.pkt)
  const place = view?.place
  return {
    packet: readPacket(ctx, event.pkt),
    in: place?.at === 'node' ? place.iface : undefined,
    out: event.hook === 'PREROUTING' || event.hook === 'INPUT' ? undefined : view?.route?.out,
    state: view?.ct?.state,
  }
}

/** They tell programs, and none of those runs here. */
const UNHEARD = new Set(['NFLOG', 'AUDIT', 'IDLETIMER'])

const MAPPERS = new Set(['MASQUERADE', 'SNAT', 'DNAT', 'REDIRECT', 'NETMAP'])

function outcome({ node, verdict, rule }: EventOf<'rule'>, target: Target | null, ctx: Context): string {
  const say = text.target
  if (target?.kind === 'unmodelled') return say.unmodelled(target.name)
  const name = target ? targetName(target) : ''
  if (MAPPERS.has(name)) return say.mapping(name)
  switch (verdict?.do) {
    case 'accept':
      return say.accept(rule.table === 'filter' ? '' : ` as far as the ${rule.table} table goes`)
    case 'drop':
      return say.drop
    case 'reject':
      return say.reject(text.rejectWith(verdict.with))
    case 'return':
      return chain(ctx, node, rule.table, rule.chain)?.policy ? say.returnToPolicy : say.return
    case 'jump':
      return say.jump(verdict.chain)
    case 'goto':
      return say.goto(verdict.chain)
    default:
      return target?.kind === 'TEE' ? say.tee(formatAddress(target.gateway)) : going(name)
  }
}

/** A target after which the next rule is tested. */
function going(name: string): string {
  const say = text.target
  if (!name) return say.counts
  if (name === 'LOG') return say.log
  if (UNHEARD.has(name)) return say.unheard(name)
  if (name === 'NOTRACK' || name === 'CT') return say.notrack
  return name === 'MARK' || name === 'CONNMARK' || name === 'HMARK' ? say.mark(name) : say.other(name)
}

/** "-j DNAT --to-destination 192.168.1.100:80" → "DNAT". */
const targetName = (target: Target): string =>
  printTarget(target)
    .replace(/^-[jg] /, '')
    .split(' ')[0]

export function chainEnded(event: EventOf<'chain-end'>): Explanation {
  const { table, chain: name, policy, backTo } = event
  const sentence = policy
    ? text.policy(table, name, policy)
    : backTo
      ? text.backTo(name, refName(backTo))
      : text.chainEnd(name)
  return {
    sentence,
    source: 'nft_do_chain',
    often: policy === 'ACCEPT' && table === 'filter' && name === 'FORWARD' ? notes.firewall : undefined,
  }
}
