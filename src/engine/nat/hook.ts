/** NAT's function at a hook (`nf_nat_ipv4_fn`, `nf_nat_inet_fn`, `nf_nat_packet`). */
import type { Core } from '../conntrack/core'
import { kill } from '../conntrack/lifetime'
import { dirOf, IPS, ORIGINAL, REPLY } from '../conntrack/status'
import { tupleAt } from '../conntrack/table'
import { DST, PARTS, partOf, SRC } from '../conntrack/tuple'
import type { Edit, Hook } from '../../model/trace'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import { NF_ACCEPT, NF_DROP, type NfVerdict } from '../node'
import { CTINFO, type Skb } from '../skb'
import { translateEstablished } from './established'
import { rewriteError } from './icmp-rewrite'
import { rewrite, translate } from './rewrite'
import { sayRewrite } from './say'
import { bindToItself, doneBit } from './setup'
import type { Manip } from '../conntrack/tuple'

// Literals, for the reason that `established.ts` gives.
const ESTABLISHED: typeof CTINFO.ESTABLISHED = 0
const ESTABLISHED_REPLY: typeof CTINFO.ESTABLISHED_REPLY = 3

/** Sources change on the way out and on the way in to the node itself, destinations before routing (`HOOK2MANIP`). */
export const manipOf = (hook: Hook): Manip => (hook === 'POSTROUTING' || hook === 'INPUT' ? 'src' : 'dst')

/** The packet's connection has no binding yet for this hook, so its nat table will be asked. */
export function asksRules(core: Core, skb: Skb, hook: Hook): boolean {
  if (skb.ct === 0) return false
  const related = skb.ctinfo === CTINFO.RELATED || skb.ctinfo === CTINFO.RELATED_REPLY
  if (related && ipv4.proto(skb.bytes) === PROTO.ICMP) return false
  return (related || skb.ctinfo === CTINFO.NEW) && !(core.table.status(skb.ct) & doneBit(manipOf(hook)))
}

export function natHook(core: Core, skb: Skb, hook: Hook, askRules: (skb: Skb) => NfVerdict): NfVerdict {
  const { ct, ctinfo } = skb
  if (ct === 0) return NF_ACCEPT
  if (isPlain(core, skb, hook)) {
    const source = hook === 'POSTROUTING' || hook === 'INPUT' ? 1 : 0
    if (translateEstablished(core.table, ct, dirOf(ctinfo), source, skb.bytes)) return NF_ACCEPT
  }
  const manip = manipOf(hook)
  let verdict: NfVerdict
  if (ctinfo === CTINFO.ESTABLISHED || ctinfo === CTINFO.ESTABLISHED_REPLY) {
    verdict = leavesElsewhere(core, skb, hook) ? forget(core, skb) : rewritePacket(core, skb, hook, manip)
  } else verdict = bindAndRewrite(core, skb, hook, manip, askRules)
  if (verdict !== NF_ACCEPT || hook !== 'OUTPUT') return verdict
  return mustRouteAgain(core, skb) && !core.env.routeAgain(skb) ? refuse(core, 'no-route') : NF_ACCEPT
}

/** Of an open connection that still leaves the same way, on its way through, and nobody listens. */
function isPlain(core: Core, skb: Skb, hook: Hook): boolean {
  const { ctinfo } = skb
  if (core.env.say !== null || hook === 'OUTPUT' || (ctinfo !== ESTABLISHED && ctinfo !== ESTABLISHED_REPLY))
    return false
  return !core.table.extras.masquerades || !leavesElsewhere(core, skb, hook)
}

/** A packet that may be the first of its connection, or one that belongs to another's. */
function bindAndRewrite(core: Core, skb: Skb, hook: Hook, manip: Manip, askRules: (skb: Skb) => NfVerdict): NfVerdict {
  const { table } = core
  if (skb.ctinfo !== CTINFO.NEW && ipv4.proto(skb.bytes) === PROTO.ICMP) {
    const reason = rewriteError(core, skb, hook, manip)
    return reason === null ? NF_ACCEPT : refuse(core, reason)
  }
  if (asksRules(core, skb, hook)) {
    const verdict = askRules(skb)
    if (verdict !== NF_ACCEPT) return verdict
    if (!(table.status(skb.ct) & doneBit(manip))) bindToItself(core, skb, hook, manip)
  } else if (leavesElsewhere(core, skb, hook)) return forget(core, skb)
  return rewritePacket(core, skb, hook, manip)
}

/** Its mapping is wrong: the next packet of the connection shall get a new one. */
function forget(core: Core, skb: Skb): NfVerdict {
  kill(core, skb.ct, 'deleted', skb)
  return refuse(core, 'invalid-ct')
}

/** MASQUERADE's address is bound to an interface; a route change makes the mapping wrong (`nf_nat_oif_changed`). */
function leavesElsewhere(core: Core, skb: Skb, hook: Hook): boolean {
  const index = core.table.extras.masqueradeIndex(skb.ct)
  if (index === 0 || hook !== 'POSTROUTING' || skb.out === null) return false
  return index !== skb.out.index && dirOf(skb.ctinfo) === ORIGINAL
}

/** A packet must look like the inverse of the other direction's tuple. */
function rewritePacket(core: Core, skb: Skb, hook: Hook, manip: Manip): NfVerdict {
  const { table } = core
  const h = skb.ct
  const dir = dirOf(skb.ctinfo)
  const bit = (manip === 'src') === (dir !== REPLY) ? IPS.SRC_NAT : IPS.DST_NAT
  if (!(table.status(h) & bit)) return NF_ACCEPT
  const facing = tupleAt(2 * h + 1 - dir)
  // Its source is where the other direction's packets go, its destination where they come from.
  const address = table.words[facing + (manip === 'src' ? DST : SRC)]
  const part = partOf(table.words[facing + PARTS], table.proto(h), manip === 'src' ? 'dst' : 'src')
  if (core.env.say === null)
    return translate(skb.bytes, 0, address, part, manip) ? NF_ACCEPT : refuse(core, 'bad-header')
  const edits: Edit[] = []
  if (!rewrite(skb.bytes, 0, address, part, manip, edits)) return refuse(core, 'bad-header')
  sayRewrite(core, skb, hook, manip, edits, false)
  return NF_ACCEPT
}

/** The node's own packet was turned to another destination. */
function mustRouteAgain(core: Core, skb: Skb): boolean {
  const { words } = core.table
  const dir = dirOf(skb.ctinfo)
  return words[tupleAt(2 * skb.ct + dir) + DST] !== words[tupleAt(2 * skb.ct + 1 - dir) + SRC]
}

function refuse(core: Core, reason: Core['dropReason']): NfVerdict {
  core.dropReason = reason
  return NF_DROP
}
