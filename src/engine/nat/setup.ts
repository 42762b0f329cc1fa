/** A connection gets a binding (`nf_nat_setup_info`): its reply tuple turns to where replies will come from and go to. */
import type { Core } from '../conntrack/core'
import { IPS } from '../conntrack/status'
import { DST, invert, newKey, PARTS, sameKey, showKey, SRC } from '../conntrack/tuple'
import type { Hook, PortTry, RuleRef } from '../../model/trace'
import { NF_ACCEPT, type NfVerdict } from '../node'
import type { Skb } from '../skb'
import type { NatRange } from './range'
import type { Manip } from '../conntrack/tuple'
import { chooseTuple } from './unique'

const reply = newKey()
const was = newKey()
const now = newKey()

export const doneBit = (manip: Manip): number => (manip === 'src' ? IPS.SRC_NAT_DONE : IPS.DST_NAT_DONE)

/** Makes the packet's connection's binding for `manip`. A confirmed connection keeps what it has. */
export function setupNat(
  core: Core,
  skb: Skb,
  hook: Hook,
  range: NatRange,
  manip: Manip,
  rule: RuleRef | null,
  target: string | null,
): NfVerdict {
  const h = skb.ct
  const { table, notes } = core
  if (h === 0 || table.status(h) & (IPS.CONFIRMED | doneBit(manip))) return NF_ACCEPT

  const before = notes && notes.change(h)
  const tries: PortTry[] | null = notes ? [] : null
  // What the packet looks like now is the inverse of its reply, whatever was done to it before.
  invert(was, table.readTuple(reply, 2 * h + 1))
  chooseTuple(core, now, was, range, h, manip, tries)

  if (notes) {
    const note = notes.of(h)
    if (manip === 'src') note.srcRule = rule
    else note.dstRule = rule
    core.env.say?.({
      kind: 'nat-bind',
      pkt: skb.id,
      node: core.env.id,
      hook,
      entry: notes.id(h),
      manip,
      ...(rule && { rule }),
      ...(target && { target }),
      before: showKey(was),
      after: showKey(now),
      tries: tries!,
      port:
        was[PARTS] === now[PARTS] ? 'kept' : range.ports && range.ports.from === range.ports.to ? 'named' : 'searched',
    })
  }
  if (!sameKey(now, was)) {
    invert(reply, now)
    table.putTuple(2 * h + 1, reply)
    table.addStatus(h, manip === 'src' ? IPS.SRC_NAT : IPS.DST_NAT)
    if (manip === 'src') core.bySource.add(h)
  }
  table.addStatus(h, doneBit(manip))

  notes?.sayChange(h, before!, skb)
  return NF_ACCEPT
}

/** Every connection without a rule asks for this range, with its own address in it. */
const itself = { addresses: { from: 0, to: 0 }, ports: null } satisfies NatRange

/**
 * No rule wanted it: bound to its own address all the same (`nf_nat_alloc_null_binding`), so that its tuple is
 * reserved, and its port changes if another connection was mapped onto it.
 */
export function bindToItself(core: Core, skb: Skb, hook: Hook, manip: Manip): NfVerdict {
  core.table.readTuple(reply, 2 * skb.ct + 1)
  const own = (manip === 'src' ? reply[DST] : reply[SRC]) >>> 0
  itself.addresses.from = itself.addresses.to = own
  return setupNat(core, skb, hook, itself, manip, null, null)
}
