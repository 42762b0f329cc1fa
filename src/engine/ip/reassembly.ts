/** Fragments wait here for each other (RFC 791 §3.2, "Reassembly"; `ip_defrag`). */
import { setU16 } from '../../packet/bytes'
import { checksum } from '../../packet/checksum'
import * as ipv4 from '../../packet/ipv4'
import { SECOND } from '../../model/time'
import { TYPE } from '../../packet/icmp'
import type { Skb } from '../skb'
import { drop, type Stack } from './stack'

export interface Reassembler {
  /** Takes a fragment; true when it was the last that was missing: it is the whole packet then, under its own number. */
  add(skb: Skb): boolean
}

interface Pile {
  pieces: Skb[]
  cancel: () => void
}

export function createReassembler(stack: Stack): Reassembler {
  /** Keyed by addresses, protocol and id (RFC 791): fragments are rare, so text will do. */
  const piles = new Map<string, Pile>()

  return {
    add(skb) {
      const b = skb.bytes
      const key = [ipv4.src(b), ipv4.dst(b), ipv4.proto(b), ipv4.id(b)].join()
      let pile = piles.get(key)
      if (!pile) {
        const late = stack.sysctl('net.ipv4.ipfrag_time') * SECOND
        pile = { pieces: [], cancel: stack.after(late, () => giveUp(key)) }
        piles.set(key, pile)
      }
      pile.pieces.push(skb)
      const whole = join(pile.pieces)
      if (!whole) return false
      pile.cancel()
      piles.delete(key)
      for (const piece of pile.pieces) if (piece !== skb) absorbed(piece)
      if (stack.say) {
        const edits = [{ at: 0, was: skb.bytes.slice(), now: whole.slice() }]
        stack.say({ kind: 'rewrite', pkt: skb.id, node: stack.id, cause: { by: 'forward' }, edits })
      }
      skb.bytes = whole
      return true
    },
  }

  function absorbed(piece: Skb): void {
    stack.say?.({ kind: 'deliver', pkt: piece.id, node: stack.id, to: 'raw' })
    stack.conntrack.release(piece)
  }

  /** RFC 792: time exceeded, code 1, if the first fragment came. */
  function giveUp(key: string): void {
    const pile = piles.get(key)
    if (!pile) return
    piles.delete(key)
    const first = pile.pieces.find((p) => ipv4.fragmentOffset(p.bytes) === 0)
    if (first && stack.routes.isLocal(ipv4.dst(first.bytes))) stack.icmpError(first, TYPE.TIME_EXCEEDED, 1)
    for (const piece of pile.pieces) drop(stack, piece, 'unwanted')
  }
}

/** The packet that these fragments make, or null while a part is missing. */
export function join(pieces: readonly Skb[]): Uint8Array | null {
  const sorted = pieces.map((p) => p.bytes).toSorted((a, b) => ipv4.fragmentOffset(a) - ipv4.fragmentOffset(b))
  const last = sorted[sorted.length - 1]
  if (ipv4.fragmentOffset(sorted[0]) !== 0 || ipv4.moreFragments(last)) return null
  const header = ipv4.headerLength(sorted[0])
  const total = header + ipv4.fragmentOffset(last) * 8 + last.length - ipv4.headerLength(last)
  if (total > 0xffff) return null
  const whole = new Uint8Array(total)
  whole.set(sorted[0].subarray(0, header))
  let reached = 0
  for (const piece of sorted) {
    const at = ipv4.fragmentOffset(piece) * 8
    if (at > reached) return null
    const data = piece.subarray(ipv4.headerLength(piece))
    whole.set(data, header + at)
    reached = Math.max(reached, at + data.length)
  }
  setU16(whole, ipv4.OFFSET.LENGTH, total)
  setU16(whole, ipv4.OFFSET.FRAGMENT, 0)
  setU16(whole, ipv4.OFFSET.CHECKSUM, 0)
  setU16(whole, ipv4.OFFSET.CHECKSUM, checksum(whole, 0, header))
  return whole
}
