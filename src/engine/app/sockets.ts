/** The sockets of one node: who gets a packet, and what the trace sees of them. */
import * as icmp from '../../packet/icmp'
import * as ipv4 from '../../packet/ipv4'
import { PROTO } from '../../packet/protocol'
import * as tcp from '../../packet/tcp'
import { u16, u32 } from '../../packet/bytes'
import type { SocketView } from '../../model/trace'
import type { Ends } from '../node'
import type { Skb } from '../skb'
import { heedWidth } from '../ip/path-mtu'
import { drop, type Sockets, type Stack } from '../ip/stack'

export type { Ends }

/** Something that hears what was sent to one pair of ends. */
export interface Socket {
  id: number
  ends: Ends
  /** False: not wanted after all. */
  hear(skb: Skb): boolean
  /** An ICMP error about what this socket sent; `seq`: of a segment its number. False: nothing came of it. */
  error?(type: number, code: number, seq: number): boolean
}

/** A program that waits on a TCP port: makes a socket of each SYN. */
export type Listener = (skb: Skb, ends: Ends) => Socket | null

export interface SocketTable extends Sockets {
  /** Numbers sockets from 1. */
  number(): number
  add(socket: Socket): void
  remove(socket: Socket): void
  listen(local: number, port: number, listener: Listener): void
  isFree(ends: Ends): boolean
  /** Whether a socket is open for what comes from the remote end (`__inet_lookup`), and on which addresses. */
  holder(ends: Ends): 'bound' | 'any' | null
  /** A port (or identifier) nobody uses, drawn from `ip_local_port_range`. */
  freePort(ends: Omit<Ends, 'lport'>): number
  /** Says the socket's new look, unless it is the old one. */
  show(view: SocketView): void
  /** As they are now, ended ones too, in order of birth. */
  views(): SocketView[]
}

const keyOf = ({ proto, local, lport, remote, rport }: Ends) => `${proto} ${local}:${lport} ${remote}:${rport}`

export function createSockets(stack: Stack): SocketTable {
  const table = new Map<string, Socket>()
  const listeners = new Map<string, Listener>()
  const views = new Map<number, SocketView>()
  let count = 0

  /** The most exact match first: connected, then bound to the address, then bound to any. */
  const find = (ends: Ends): Socket | undefined =>
    table.get(keyOf(ends)) ??
    table.get(keyOf({ ...ends, remote: 0, rport: 0 })) ??
    table.get(keyOf({ ...ends, local: 0, remote: 0, rport: 0 }))

  const hear = (skb: Skb, ends: Ends, to: 'tcp' | 'udp' | 'icmp'): boolean => {
    const socket = find(ends)
    if (!socket) return false
    stack.say?.({ kind: 'deliver', pkt: skb.id, node: stack.id, to, socket: socket.id })
    return socket.hear(skb)
  }

  return {
    tcp(skb) {
      const ends = endsOf(skb.bytes)
      if (hear(skb, ends, 'tcp')) return true
      const listener = listeners.get(`${ends.local}:${ends.lport}`) ?? listeners.get(`0:${ends.lport}`)
      if (!listener) return false
      const socket = listener(skb, ends)
      if (socket) table.set(keyOf(ends), socket)
      // A listener answers what acknowledges something with a reset, and nothing else that does not open a connection.
      else if (tcp.flags(skb.bytes, ipv4.payloadAt(skb.bytes)) & tcp.FLAG.ACK) return false
      else drop(stack, skb, 'unwanted')
      return true
    },
    udp: (skb) => hear(skb, endsOf(skb.bytes), 'udp'),
    echoReply(skb) {
      const b = skb.bytes
      const lport = icmp.id(b, ipv4.payloadAt(b))
      return hear(skb, { proto: PROTO.ICMP, local: ipv4.dst(b), lport, remote: ipv4.src(b), rport: 0 }, 'icmp')
    },
    error(skb, type, code, at) {
      const b = skb.bytes
      const ports = ipv4.payloadAt(b, at)
      if (b.length < ports + 8) return
      const proto = ipv4.proto(b, at)
      const ends = { proto, local: ipv4.src(b, at), remote: ipv4.dst(b, at) }
      const socket =
        proto === PROTO.ICMP
          ? find({ ...ends, lport: icmp.id(b, ports), rport: 0 })
          : find({ ...ends, lport: u16(b, ports), rport: u16(b, ports + 2) })
      const heeded = socket
        ? socket.error?.(type, code, u32(b, ports + 4))
        : proto === PROTO.ICMP && icmp.type(b, ports) === icmp.TYPE.ECHO_REPLY
      // The next hop's MTU ends the ICMP header.
      if (heeded && isTooLong(type, code)) heedWidth(stack, proto, ends.local, ends.remote, u16(b, at - 2))
    },
    number: () => ++count,
    add: (socket) => table.set(keyOf(socket.ends), socket),
    remove(socket) {
      if (table.get(keyOf(socket.ends)) === socket) table.delete(keyOf(socket.ends))
    },
    listen: (local, port, listener) => listeners.set(`${local}:${port}`, listener),
    isFree: (ends) => !table.has(keyOf(ends)),
    holder(ends) {
      const socket = find(ends)
      if (socket) return socket.ends.local === 0 ? 'any' : 'bound'
      if (ends.proto !== PROTO.TCP) return null
      return listeners.has(`${ends.local}:${ends.lport}`) ? 'bound' : listeners.has(`0:${ends.lport}`) ? 'any' : null
    },
    freePort(ends) {
      const [low, high] = stack.sysctlText('net.ipv4.ip_local_port_range').trim().split(/\s+/).map(Number)
      const reserved = stack.sysctlText('net.ipv4.ip_local_reserved_ports').split(',')
      const size = high - low + 1
      const start = stack.random() % size
      for (let i = 0; i < size; i++) {
        const lport = low + ((start + i) % size)
        if (!isAmong(lport, reserved) && !table.has(keyOf({ ...ends, lport }))) return lport
      }
      return 0
    },
    show(view) {
      const was = views.get(view.id)
      if (was && JSON.stringify(was) === JSON.stringify(view)) return
      views.set(view.id, view)
      stack.say?.({ kind: 'socket', node: stack.id, socket: view })
    },
    views: () => [...views.values()],
  }
}

/** `ranges` are ports and ranges of them: "80", "9000-9003". */
const isAmong = (port: number, ranges: readonly string[]): boolean =>
  ranges.some((range) => {
    const [low, high = low] = range.split('-')
    return range !== '' && port >= Number(low) && port <= Number(high)
  })

/** It says that a wire is too narrow: how narrow, its header does. */
export const isTooLong = (type: number, code: number): boolean =>
  type === icmp.TYPE.UNREACHABLE && code === icmp.UNREACHABLE.FRAGMENTATION_NEEDED

/** Seen from the node that the packet came to. */
function endsOf(b: Uint8Array): Ends {
  const at = ipv4.payloadAt(b)
  return {
    proto: ipv4.proto(b),
    local: ipv4.dst(b),
    lport: u16(b, at + 2),
    remote: ipv4.src(b),
    rport: u16(b, at),
  }
}
