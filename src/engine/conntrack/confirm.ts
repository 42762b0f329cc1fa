/** The entry enters the table when its first packet leaves the node or is delivered (`__nf_conntrack_confirm`). */
import { PROTO } from '../../packet/protocol'
import { NF_ACCEPT, NF_DROP, type NfVerdict } from '../node'
import type { Skb } from '../skb'
import type { Core } from './core'
import { hold, kill, release } from './lifetime'
import { dirOf, IPS, ORIGINAL, REPLY } from './status'
import { takenFrom } from './template'
import { unlessOver } from './track'
import { newKey, sameKey } from './tuple'

const original = newKey()
const reply = newKey()

export function confirm(core: Core, skb: Skb): NfVerdict {
  const h = skb.ct
  if (h === 0) return NF_ACCEPT
  const { table, notes, events } = core
  if (table.status(h) & (IPS.CONFIRMED | IPS.DYING)) {
    if (events !== null) events.deliver(h)
    return NF_ACCEPT
  }
  // An error or RST that REJECT sent back carries the entry of the packet it refuses.
  if (dirOf(skb.ctinfo) !== ORIGINAL) return NF_ACCEPT

  table.readTuple(original, 2 * h)
  table.readTuple(reply, 2 * h + 1)
  const forward = unlessOver(core, takenFrom(core, original, h, ORIGINAL))
  const backward = unlessOver(core, takenFrom(core, reply, h, REPLY))
  if (forward !== 0 || backward !== 0) return resolveClash(core, skb, forward || backward, forward === 0)

  table.addStatus(h, IPS.CONFIRMED)
  const expires = core.env.now() + table.expires(h)
  table.setExpires(h, expires)
  if (table.extras.start(h) !== null) table.extras.setStart(h, core.env.now())
  table.insert(h)
  events?.say('NEW', h)
  if (notes) core.env.say?.({ kind: 'ct-confirm', pkt: skb.id, node: core.env.id, entry: notes.id(h), expires })
  return NF_ACCEPT
}

/**
 * Somebody else has one of the tuples (`nf_ct_resolve_clash`). If that is the same flow, which only connectionless
 * protocols may be in two packets at once, the packet joins it; else it is dropped. A search for a port that
 * found none free ends here, too.
 */
function resolveClash(core: Core, skb: Skb, winner: number, onlyReply: boolean): NfVerdict {
  const { table } = core
  const h = skb.ct
  const other = winner >>> 1
  const sameFlow =
    sameKey(table.readTuple(clash, 2 * other), original) && sameKey(table.readTuple(clash, 2 * other + 1), reply)
  if (table.proto(h) === PROTO.UDP && sameFlow) {
    const { ctinfo } = skb
    core.stats.clash_resolve++
    kill(core, h, 'clash', skb)
    release(core, skb)
    hold(core, skb, other, ctinfo)
    return NF_ACCEPT
  }
  core.stats.insert_failed++
  core.stats.drop++
  core.dropReason = onlyReply ? 'nat-exhausted' : 'clash'
  return NF_DROP
}

const clash = newKey()
