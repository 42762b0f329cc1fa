/** A UDP socket: bound, or connected to one far end. */
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as udp from '../../packet/udp'
import type { PacketId, SocketView } from '../../model/trace'
import { endpoint, send } from '../ip/output'
import { asksForWidth } from '../ip/path-mtu'
import { isMulticast } from '../ip/route'
import type { Stack } from '../ip/stack'
import type { Ends, Socket, SocketTable } from './sockets'
import { refusal } from './tcp-socket'

export interface Datagram {
  /** The ends as this node sees them, with the address it was sent to. */
  ends: Ends
  payload: Uint8Array
  pkt: PacketId
}

export interface UdpSocket extends Socket {
  send(payload: Uint8Array, to?: Ends, about?: PacketId): void
  close(outcome: string): void
}

/** `heard` gets every datagram; a connected socket (remote not 0) also gets errors, as `refused` or `unreachable`. */
export function openUdp(
  stack: Stack,
  table: SocketTable,
  ends: Ends,
  heard: (socket: UdpSocket, d: Datagram) => void,
  failed: (socket: UdpSocket, why: 'refused' | 'unreachable') => void = () => {},
): UdpSocket {
  const id = table.number()
  const counts = { sent: 0, received: 0 }
  let state = 'open'
  let outcome: string | undefined
  const socket: UdpSocket = {
    id,
    ends,
    hear(skb) {
      const b = skb.bytes
      const at = ipv4.payloadAt(b)
      const payload = b.slice(at + udp.HEADER, at + udp.length(b, at))
      counts.received += payload.length
      const from = { remote: ipv4.src(b), rport: udp.sport(b, at) }
      show()
      heard(socket, { ends: { ...ends, local: ipv4.dst(b), ...from }, payload, pkt: skb.id })
      return true
    },
    error(type, code) {
      if (ends.remote !== 0) failed(socket, refusal(type, code))
      return true
    },
    send(payload, to = ends, about) {
      counts.sent += payload.length
      show()
      const { local: src, remote: dst, lport: sport, rport: dport } = to
      const datagram = udp.makeUdp({ sport, dport }, payload, src, dst)
      // Linux asks for the path's MTU unless the datagram has to be cut anyway (`ip_dont_fragment`).
      const df = asksForWidth(stack, dst) && datagram.length + ipv4.MIN_HEADER <= stack.mtuTo(dst)
      // To a group it goes no further than the link, unless a program asks (`IP_MULTICAST_TTL`).
      const ttl = isMulticast(dst) ? 1 : stack.settings.ttl
      const header = { src, dst, proto: PROTO.UDP, ttl, df }
      const bytes = ipv4.makeIpv4({ ...header, id: stack.random() & 0xffff }, datagram)
      send(stack, bytes, { by: 'application', socket: id, about, from: ends.local })
    },
    close(word) {
      state = 'closed'
      outcome ??= word
      table.remove(socket)
      show()
    },
  }
  table.add(socket)
  return socket

  /** A server's socket shows itself once it is used; it was there all the time. */
  function show(): void {
    const view: SocketView = {
      id,
      proto: 'udp',
      local: endpoint(ends.local, ends.lport),
      ...(ends.remote !== 0 && { remote: endpoint(ends.remote, ends.rport) }),
      state,
      ...counts,
      ...(outcome !== undefined && { outcome }),
    }
    table.show(view)
  }
}
