/** Beside which packets, rules and drops a note "what articles often say" stands, where the event alone does not tell. */
import type { Entry } from '../model/conntrack'
import type { EventOf, PacketId } from '../model/trace'
import { inPrefix, parseAddress, parsePrefix } from '../packet/address'
import type { PacketSpec } from '../packet/spec'
import { printMatch } from '../rules/print'
import type { Match, Rule } from '../rules/ruleset'
import { chain, entry, packet, type Context } from './context'
import { say } from './text/en'
import { readPacket, word } from './words'

const { notes } = say
type Note = string | undefined

export function oftenForwarded(event: EventOf<'hook'>, ctx: Context): Note {
  const p = readPacket(ctx, event.pkt)
  const [src, dst] = [isInside(ctx, p?.src), isInside(ctx, p?.dst)]
  const stays = event.in === event.out && src && dst
  if (stays && begun(event.pkt, event.node, ctx)?.dstNat) return notes.hairpin
  const forward = chain(ctx, event.node, 'filter', 'FORWARD')
  const open = !forward || (forward.policy !== 'DROP' && forward.rules.length === 0)
  return open && dst && !src && begun(event.pkt, event.node, ctx) ? notes.firewall : undefined
}

/** A private address goes out among strangers as the source, to somebody who is not inside and has not asked. */
export function oftenSent({ link, pkt }: EventOf<'wire'>, ctx: Context): Note {
  const p = readPacket(ctx, pkt)
  const out = ctx.scenario.links.find(({ id }) => id === link)?.kind === 'internet'
  const asked = packet(ctx, pkt)?.ct?.state === 'ESTABLISHED'
  return out && !asked && isInside(ctx, p?.src) && !isInside(ctx, p?.dst) ? notes.privateSource : undefined
}

export function oftenDropped({ reason }: EventOf<'drop'>, p: PacketSpec | null): Note {
  if (reason === 'table-full') return notes.max
  if (reason === 'nat-exhausted') return notes.portPerDestination
  return reason === 'lost-nobody' && word(p) === say.packets.words.synAck ? notes.synFlood : undefined
}

/** A port is asked for that was lent to somebody for a talk with somebody else. */
export function oftenUnknown({ node, tuple }: EventOf<'ct-lookup'>, { before }: Context): Note {
  const lent = ({ srcNat, reply }: Entry) =>
    srcNat && reply.proto === tuple.proto && reply.dst === tuple.dst && reply.dport === tuple.dport
  return [...(before.nodes[node]?.conntrack.values() ?? [])].some(lent) ? notes.filtering : undefined
}

/** `failed`: the part of the rule that was false, if one was. */
export function oftenTested(
  event: EventOf<'rule'>,
  rule: Rule | undefined,
  failed: Match | undefined,
  ctx: Context,
): Note {
  const { verdict, pkt, node } = event
  const { table } = event.rule
  if (verdict?.do === 'jump' && verdict.chain === 'KUBE-SERVICES') return notes.kubeProxy
  if (table === 'nat' && rule?.matches.some(({ kind }) => kind === 'statistic')) return notes.turns
  const asksWhereTo = failed !== undefined && /^-d |--dport /.test(printMatch(failed))
  return table === 'filter' && asksWhereTo && begun(pkt, node, ctx)?.dstNat ? notes.insideAddress : undefined
}

/** The entry of a packet that begins a connection. */
function begun(pkt: PacketId, node: string, ctx: Context): Entry | undefined {
  const ct = packet(ctx, pkt)?.ct
  return ct?.state === 'NEW' && ct.entry ? entry(ctx, node, ct.entry) : undefined
}

/** Whether an address belongs to a private realm. */
function isInside({ scenario }: Context, address: string | undefined): boolean {
  const value = address === undefined ? null : parseAddress(address)
  if (value === null) return false
  const prefixes = scenario.realms.flatMap((realm) => (realm.kind === 'private' ? realm.prefixes : []))
  return prefixes.some((text) => {
    const prefix = parsePrefix(text)
    return prefix !== null && inPrefix(value, prefix)
  })
}
