/** A socket of this node is open for the packet (`xt_socket`), or for the packet that an ICMP error is about. */
import { u16 } from '../../../packet/bytes'
import * as icmp from '../../../packet/icmp'
import * as ipv4 from '../../../packet/ipv4'
import { PROTO } from '../../../packet/protocol'
import type { MatchOf } from '../../../rules/ruleset'
import { IPS } from '../../conntrack/status'
import type { Ends } from '../../node'
import { CTINFO } from '../../skb'
import type { View } from '../view'
import type { Test } from './test'

export function socket(match: MatchOf<'socket'>): Test {
  // No program here asks for IP_TRANSPARENT.
  if (match.transparent) return () => false
  return (v) => {
    const ends = endsOf(v)
    const found = ends && v.env.socketFor(ends)
    if (!found || (found === 'any' && !match.nowildcard)) return false
    // Sockets have no mark.
    if (match['restore-skmark']) v.skb.mark = 0
    return true
  }
}

const hasSockets = (proto: number): boolean => proto === PROTO.TCP || proto === PROTO.UDP

function endsOf(v: View): Ends | null {
  const { b, at, proto } = v
  if (hasSockets(proto) && at + 8 <= v.end) {
    const ends = { proto, local: v.dst >>> 0, lport: u16(b, at + 2), remote: v.src >>> 0, rport: u16(b, at) }
    return v.skb.ctinfo === CTINFO.ESTABLISHED_REPLY ? asSent(v, ends) : ends
  }
  if (proto !== PROTO.ICMP || at + icmp.HEADER > v.end || !icmp.isError(icmp.type(b, at))) return null
  const inner = icmp.innerAt(at)
  if (inner + ipv4.MIN_HEADER > v.end) return null
  const ports = ipv4.payloadAt(b, inner)
  if (!hasSockets(ipv4.proto(b, inner)) || ports + 4 > v.end) return null
  const ends = {
    proto: ipv4.proto(b, inner),
    local: ipv4.src(b, inner),
    lport: u16(b, ports),
    remote: ipv4.dst(b, inner),
    rport: u16(b, ports + 2),
  }
  return v.skb.ctinfo === CTINFO.RELATED_REPLY ? asSent(v, ends) : ends
}

/** An answer to what SNAT changed is for the socket that sent it. */
const asSent = ({ conntrack, skb }: View, ends: Ends): Ends =>
  conntrack.status(skb) & IPS.SRC_NAT
    ? { ...ends, local: conntrack.address(skb, 'original', 'src'), lport: conntrack.port(skb, 'original', 'src') }
    : ends
