/** A target changes the packet: whoever listens hears which bytes, and by which rule. With nobody listening nothing is built. */
import type { Edit, RuleRef } from '../../../model/trace'
import { u16 } from '../../../packet/bytes'
import { update16 } from '../../../packet/checksum'
import * as ipv4 from '../../../packet/ipv4'
import { put16 } from '../../nat/rewrite'
import type { View } from '../view'

/** Where to write edits down; null when they need not be. */
export const editsFor = (v: View): Edit[] | null => (v.env.say ? [] : null)

export function sayEdits({ env, skb, hook }: View, ref: RuleRef | null, target: string, edits: Edit[] | null): void {
  if (!edits?.length || !ref) return
  env.say?.({ kind: 'rewrite', pkt: skb.id, node: env.id, hook, cause: { by: 'rule', rule: ref, target }, edits })
}

/** Changes one byte of the IP header, and its checksum with it (RFC 1624). */
export function putHeaderByte(v: View, at: number, value: number, ref: RuleRef | null, target: string): void {
  const { b } = v
  const was = b[at]
  if (was === value) return
  const edits = editsFor(v)
  const word = at & ~1
  const before = u16(b, word)
  b[at] = value
  edits?.push({ at, was: Uint8Array.of(was), now: Uint8Array.of(value) })
  put16(b, ipv4.OFFSET.CHECKSUM, update16(ipv4.headerChecksum(b), before, u16(b, word)), edits)
  sayEdits(v, ref, target, edits)
}
