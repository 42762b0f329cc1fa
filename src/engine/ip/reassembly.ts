/** Fragments wait here for each other (RFC 791 §3.2, "Reassembly"; `ip_defrag`). */
import { TYPE } from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { SECOND } from '../../model/time'
import type { Skb } from '../skb'
import { Pile } from './pile'
import { drop, type Stack } from './stack'

export interface Reassembler {
  /** Takes a fragment; true when it was the last that was missing: it is the whole packet then, under its own number. */
  add(skb: Skb): boolean
}

interface Waiting {
  pile: Pile
  packets: Skb[]
  cancel: () => void
}

export function createReassembler(stack: Stack): Reassembler {
  /** Keyed by addresses, protocol and id (RFC 791): fragments are rare, so text will do. */
  const waiting = new Map<string, Waiting>()

  return {
    add(skb) {
      const b = skb.bytes
      const key = [ipv4.src(b), ipv4.dst(b), ipv4.proto(b), ipv4.id(b)].join()
      const own = waiting.get(key) ?? begin(key)
      const taken = own.pile.add(b)
      if (taken === 'duplicate') {
        drop(stack, skb, 'unwanted')
        return false
      }
      own.packets.push(skb)
      if (taken === 'taken' && !own.pile.isWhole) return false
      own.cancel()
      waiting.delete(key)
      const whole = taken === 'taken' ? own.pile.join() : null
      if (whole === null) {
        for (const packet of own.packets) drop(stack, packet, 'bad-header')
        return false
      }
      for (const packet of own.packets) if (packet !== skb) absorbed(packet)
      if (stack.say) {
        const edits = [{ at: 0, was: b.slice(), now: whole.bytes.slice() }]
        stack.say({ kind: 'rewrite', pkt: skb.id, node: stack.id, cause: { by: 'forward' }, edits })
      }
      skb.bytes = whole.bytes
      skb.gathered = whole.gathered
      return true
    },
  }

  function begin(key: string): Waiting {
    const late = stack.sysctl('net.ipv4.ipfrag_time') * SECOND
    const own = { pile: new Pile(), packets: [], cancel: stack.after(late, () => giveUp(key)) }
    waiting.set(key, own)
    return own
  }

  function absorbed(packet: Skb): void {
    stack.say?.({ kind: 'deliver', pkt: packet.id, node: stack.id, to: 'raw' })
    stack.conntrack.release(packet)
  }

  /** RFC 792: time exceeded, code 1, if the first fragment came. */
  function giveUp(key: string): void {
    const own = waiting.get(key)
    if (!own) return
    waiting.delete(key)
    const first = own.packets.find((p) => ipv4.fragmentOffset(p.bytes) === 0)
    if (first && stack.routes.isLocal(ipv4.dst(first.bytes))) stack.icmpError(first, TYPE.TIME_EXCEEDED, 1)
    for (const packet of own.packets) drop(stack, packet, 'unwanted')
  }
}
