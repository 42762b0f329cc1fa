/** An ICMP error about a packet (`__icmp_send`; RFC 1122 §3.2.2, RFC 1812 §4.3.2). */
import { setU16 } from '../../packet/bytes'
import { fold, pseudoHeader } from '../../packet/checksum'
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import * as udp from '../../packet/udp'
import { type Skb, SOCKET, SUM } from '../skb'
import { echoedOptions } from './options-echo'
import { mtuTo, send, whyNot } from './output'
import { OWN } from './policy'
import { isMulticast } from './route'
import type { Stack } from './stack'

/** RFC 1812 §4.3.2.3: as much of the packet as fits without making more than 576 bytes. */
const LONGEST = 576
/** RFC 1812 §4.3.2.5: precedence "internetwork control". */
const INTERNETWORK_CONTROL = 0xc0
/** The part of the old TOS byte that is kept (`RT_TOS`, RFC 1349). */
const TOS_KEPT = 0x1e

/** `rest` is the second word of the ICMP header: the MTU, for "fragmentation needed". */
export function icmpError(stack: Stack, skb: Skb, type: number, code: number, rest = 0): void {
  const b = skb.bytes
  if (!mayReportOn(stack, skb)) return
  const to = ipv4.src(b)
  const about = ipv4.dst(b)
  const bound = stack.routes.isLocal(about) ? about : 0
  const mark = stack.sysctl('net.ipv4.fwmark_reflect') === 0 ? 0 : skb.mark
  const flow = { ...OWN, from: bound, mark, proto: PROTO.ICMP }
  const route = stack.routes.lookup(to, flow)
  if (!route || whyNot(stack, to, flow)) return
  if (route.type !== 'local' && !stack.rations.allow(to, type, code)) return
  // Whoever was addressed answers under that address; on the way through, the way back decides, or the way in.
  const wayIn = stack.sysctl('net.ipv4.icmp_errors_use_inbound_ifaddr') === 0 ? null : skb.in
  const src = bound || (wayIn ? stack.sourceAddress(wayIn, to) : route.source)
  const options = echoedOptions(stack, skb, src)
  if (!options) return
  const header = ipv4.MIN_HEADER + ((options.length + 3) & ~3)
  const room = Math.min(mtuTo(stack, to, flow), LONGEST) - header - icmp.HEADER
  const message = icmp.makeIcmp({ type, code, rest, inner: quoted(skb).subarray(0, room) })
  const head = {
    src,
    dst: to,
    proto: PROTO.ICMP,
    ttl: stack.settings.ttl,
    tos: (ipv4.tos(b) & TOS_KEPT) | INTERNETWORK_CONTROL,
    id: stack.random() & 0xffff,
    options,
  }
  send(stack, ipv4.makeIpv4(head, message), { by: 'kernel', about: skb.id, attach: skb, answers: skb, from: bound })
}

/** What nobody has added up yet is quoted with the sum of its pseudo-header alone, with which it began. */
function quoted({ bytes, sum }: Skb): Uint8Array {
  if (sum !== SUM.PARTIAL) return bytes
  const copy = bytes.slice()
  const at = ipv4.payloadAt(copy)
  const proto = ipv4.proto(copy)
  const begun = pseudoHeader(ipv4.src(copy), ipv4.dst(copy), proto, ipv4.endAt(copy) - at)
  setU16(copy, at + (proto === PROTO.TCP ? tcp : udp).OFFSET.CHECKSUM, fold(begun))
  return copy
}

/**
 * Never about an answer of the node's own ICMP, a broadcast, a fragment other than the first, or another error. A source that is
 * a broadcast address is none of these: it gets its answer.
 */
function mayReportOn(stack: Stack, skb: Skb): boolean {
  const b = skb.bytes
  if (skb.echo) return false
  const to = stack.routes.addressType(ipv4.dst(b))
  if (to === 'BROADCAST' || to === 'MULTICAST' || isMulticast(ipv4.src(b))) return false
  if (ipv4.fragmentOffset(b) !== 0) return false
  if (ipv4.proto(b) !== PROTO.ICMP) return true
  // The node's own ICMP has one socket, which is busy sending this (`icmp_xmit_lock`).
  if (skb.in === null && skb.socket === SOCKET.KERNEL) return false
  const at = ipv4.payloadAt(b)
  return b.length > at && isQuery(icmp.type(b, at))
}

/** All else is held to be an error: types that Linux has no use for, router discovery, types above 18 (`icmp_pointers`). */
const isQuery = (type: number): boolean =>
  type === icmp.TYPE.ECHO_REPLY ||
  type === icmp.TYPE.ECHO ||
  (type >= icmp.TYPE.TIMESTAMP && type <= icmp.TYPE.ADDRESS_MASK_REPLY)
