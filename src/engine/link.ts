/** Wires: who gets what a node sends, and when (`LinkSpec` in model/scenario.ts). */
import { inPrefix, prefix } from '../packet/address'
import { TYPE, UNREACHABLE } from '../packet/icmp'
import * as ipv4 from '../packet/ipv4'
import type { LinkSpec } from '../model/scenario'
import { SECOND } from '../model/time'
import { input } from './ip/input'
import { isMulticast } from './ip/route'
import { drop, newSkb, type Stack } from './ip/stack'
import { CTINFO, type Skb } from './skb'
import type { Iface } from './node'

interface End {
  stack: Stack
  iface: Iface
}
export interface Link {
  spec: LinkSpec
  ends: End[]
}

/** Three ARP requests a second apart go unanswered (`mcast_solicit`, `retrans_time_ms`). */
const ARP_GIVES_UP = 3 * SECOND

/** Addresses that routers of the internet have no way to (RFC 1918, RFC 6598, RFC 3927, RFC 1122). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8'].map(
  prefix,
)

/** Sends `skb` from `from` over the link to the next hop. */
export function carry(link: Link, from: End, skb: Skb, hop: number): void {
  const others = link.ends.filter((end) => end.iface !== from.iface)
  const type = from.stack.routes.addressType(hop)
  if (type === 'BROADCAST' || isMulticast(hop)) return toAll(link, from, skb, others)
  const owner = others.find((end) => owns(end, hop))
  if (owner) return travel(link, from, owner, skb)
  if (link.spec.kind === 'lan') return unresolved(from.stack, skb)
  const dst = ipv4.dst(skb.bytes)
  const addressed = PRIVATE.some((p) => inPrefix(dst, p)) ? undefined : others.find((end) => owns(end, dst))
  if (addressed) travel(link, from, addressed, skb)
  else lose(link, from, skb, dst)
}

/** A machine answers ARP for every address it has, on any interface (`arp_ignore` 0). */
const owns = ({ stack }: End, address: number) => stack.routes.isLocal(address)

function travel(link: Link, from: End, to: End, skb: Skb): void {
  const departs = from.stack.now()
  const arrives = departs + link.spec.latency
  from.stack.say?.({
    kind: 'wire',
    pkt: skb.id,
    link: link.spec.id,
    from: place(from),
    to: place(to),
    departs,
    arrives,
  })
  from.stack.conntrack.release(skb)
  from.stack.after(link.spec.latency, () => arrive(to, skb))
}

/** What the last node knew of the packet stayed behind: mark, conntrack, socket. */
function arrive({ stack, iface }: End, skb: Skb): void {
  const fresh: Skb = {
    id: skb.id,
    bytes: skb.bytes,
    in: iface,
    out: null,
    mark: 0,
    ct: 0,
    ctinfo: CTINFO.NONE,
    socket: 0,
  }
  stack.say?.({ kind: 'enter', pkt: skb.id, node: stack.id, iface: iface.name })
  input(stack, fresh)
}

function toAll(link: Link, from: End, skb: Skb, others: End[]): void {
  const copies = others.slice(1).map((end) => ({ end, copy: newSkb(from.stack, skb.bytes.slice()) }))
  if (others.length > 0) travel(link, from, others[0], skb)
  else drop(from.stack, skb, 'no-neighbour')
  for (const { end, copy } of copies) {
    const bytes = copy.bytes.slice()
    from.stack.say?.({ kind: 'packet', pkt: copy.id, node: from.stack.id, bytes, by: 'kernel', about: skb.id })
    travel(link, from, end, copy)
  }
}

/** Nobody answers ARP: the sender hears of it (`arp_error_report`). */
function unresolved(stack: Stack, skb: Skb): void {
  const tell = () => stack.icmpError(skb, TYPE.UNREACHABLE, UNREACHABLE.HOST)
  stack.after(ARP_GIVES_UP, () => drop(stack, skb, 'no-neighbour', tell))
}

/** Out there nobody answers for it, and nobody says so. */
function lose(link: Link, from: End, skb: Skb, dst: number): void {
  const departs = from.stack.now()
  const arrives = departs + link.spec.latency
  from.stack.say?.({ kind: 'wire', pkt: skb.id, link: link.spec.id, from: place(from), to: null, departs, arrives })
  const reason = PRIVATE.some((p) => inPrefix(dst, p)) ? 'lost-private' : 'lost-nobody'
  from.stack.after(link.spec.latency, () => drop(from.stack, skb, reason))
}

const place = ({ stack, iface }: End) => ({ node: stack.id, iface: iface.name })
