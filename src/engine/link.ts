/** Wires: who gets what a node sends, and when (`LinkSpec` in model/scenario.ts). */
import { inPrefix, prefix } from '../packet/address'
import { TYPE, UNREACHABLE } from '../packet/icmp'
import * as ipv4 from '../packet/ipv4'
import type { LinkSpec } from '../model/scenario'
import { SECOND } from '../model/time'
import { isMulticast } from './ip/route'
import { drop, newSkb, type Stack } from './ip/stack'
import { CTINFO, type Skb, SUM } from './skb'
import type { Iface } from './node'

/** One interface of one machine; without a link it is a tap. */
export interface End {
  readonly stack: Stack
  readonly iface: Iface
  link: LinkSpec | null
  /** The other ends of its link. */
  others: readonly End[]
  /** Packets for neighbours that have not answered yet, by address. */
  readonly waiting: Map<number, Skb[]>
}

/** Throws RangeError when an end is on a link already. */
export function join(link: LinkSpec, ends: readonly End[]): void {
  for (const end of ends) {
    if (end.link) throw new RangeError(`"${end.stack.id}.${end.iface.name}" is on two links`)
    end.link = link
    end.iface.ethernet = true
    end.others = ends.filter((other) => other !== end)
  }
}

/** Three ARP requests a second apart go unanswered (`mcast_solicit`, `retrans_time_ms`). */
const ARP_GIVES_UP = 3 * SECOND

/** Addresses that routers of the internet have no way to (RFC 1918, RFC 6598, RFC 3927, RFC 1122). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'].map(
  prefix,
)

/** Sends `skb` from an end that is on a link to the next hop. */
export function carry(from: End, skb: Skb, hop: number): void {
  const { stack, others } = from
  const type = stack.routes.addressType(hop)
  if (type === 'BROADCAST' || isMulticast(hop)) return toAll(from, skb)
  const owner = others.find((end) => owns(end, hop))
  if (owner) return travel(from, owner, skb)
  if (from.link?.kind === 'lan') return unresolved(from, skb, hop)
  const dst = ipv4.dst(skb.bytes)
  const addressed = isPrivate(dst) ? undefined : others.find((end) => owns(end, dst))
  if (addressed) travel(from, addressed, skb)
  else lose(from, skb, isPrivate(dst) ? 'lost-private' : 'lost-nobody')
}

const isPrivate = (address: number) => PRIVATE.some((p) => inPrefix(address, p))

/** A machine answers ARP for every address it has, on any interface (`arp_ignore` 0). */
const owns = ({ stack }: End, address: number) => stack.routes.isLocal(address)

function travel(from: End, to: End, skb: Skb): void {
  leave(from, to, skb)
  from.stack.conntrack.release(skb)
  from.stack.after(from.link?.latency ?? 0, () => arrive(to, skb))
}

function leave(from: End, to: End | null, skb: Skb): void {
  const { say } = from.stack
  if (!say || !from.link) return
  const { id: link, latency } = from.link
  const departs = from.stack.now()
  const ends = { from: place(from), to: to && place(to) }
  say({ kind: 'wire', pkt: skb.id, link, ...ends, departs, arrives: departs + latency })
}

/** What the last node knew of the packet stayed behind: mark, conntrack, socket; but not that its sum is right. */
function arrive({ stack, iface }: End, skb: Skb): void {
  const fresh: Skb = {
    id: skb.id,
    bytes: skb.bytes,
    in: iface,
    out: null,
    mark: 0,
    ct: 0,
    ctinfo: CTINFO.NONE,
    template: 0,
    gathered: null,
    options: null,
    sum: skb.sum === SUM.UNKNOWN ? SUM.UNKNOWN : SUM.VALID,
    hop: 0,
    echo: false,
    ignoresDf: false,
    socket: 0,
  }
  stack.say?.({ kind: 'enter', pkt: skb.id, node: stack.id, iface: iface.name })
  stack.input(fresh)
}

/** A broadcast: each of the others gets one, the first of them the packet itself. */
function toAll(from: End, skb: Skb): void {
  const { stack, others } = from
  const copies = others.slice(1).map((end) => ({ end, copy: newSkb(stack, skb.bytes.slice()) }))
  if (others.length > 0) travel(from, others[0], skb)
  else drop(stack, skb, 'no-neighbour')
  for (const { end, copy } of copies) {
    const bytes = copy.bytes.slice()
    stack.say?.({ kind: 'packet', pkt: copy.id, node: stack.id, bytes, by: 'kernel', about: skb.id })
    travel(from, end, copy)
  }
}

/** Nobody answers ARP: all that waited for it end together, and their senders hear of it (`neigh_invalidate`, `arp_error_report`). */
function unresolved({ stack, waiting }: End, skb: Skb, hop: number): void {
  const queue = waiting.get(hop)
  if (queue) return void queue.push(skb)
  const begun = [skb]
  waiting.set(hop, begun)
  stack.after(ARP_GIVES_UP, () => {
    waiting.delete(hop)
    for (const each of begun) {
      drop(stack, each, 'no-neighbour', () => stack.icmpError(each, TYPE.UNREACHABLE, UNREACHABLE.HOST))
    }
  })
}

/** Out there nobody answers for it, and nobody says so. */
function lose(from: End, skb: Skb, reason: 'lost-private' | 'lost-nobody'): void {
  leave(from, null, skb)
  from.stack.after(from.link?.latency ?? 0, () => drop(from.stack, skb, reason))
}

const place = ({ stack, iface }: End) => ({ node: stack.id, iface: iface.name })
